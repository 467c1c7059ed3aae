import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const name = 'laneflow.config.json';
const warned = parcel.replace('Counter.n3.handle', 'n3.handle');
const off = '{ "rules": { "missing-lane-prefix": "off" } }';

const codes = (cwd: string, ...words: string[]) => {
  const { stdout } = laneflow(['check', '--format', 'compact', ...words], { cwd });
  return [...stdout.matchAll(/^(\S+?):.*?: (error|warning|info) (\S+)/gm)].map(([, ...parts]) => parts.join(' '));
};

describe('a configuration', () => {
  it('holds for the files of its folder and below, the nearest for each', () => {
    const cwd = folderWith({
      [name]: '{ "profile": "strict" }',
      'a.flow': warned,
      'inner/deep/b.flow': warned,
      [`inner/${name}`]: off,
    });
    expect(codes(cwd, '.')).toEqual(['a.flow error missing-lane-prefix']);
    expect(codes(cwd, '.', '--no-config')).toEqual([
      'a.flow warning missing-lane-prefix',
      'inner/deep/b.flow warning missing-lane-prefix',
    ]);
    expect(codes(cwd, '.', '--config', `inner/${name}`)).toEqual([]);
    expect(laneflow(['check', 'a.flow', '-v'], { cwd }).stderr).toContain(`settings: ${name}\n`);
  });

  it('yields to the environment, and that to flags', () => {
    const cwd = folderWith({ [name]: '{ "profile": "strict" }', 'a.flow': warned });
    const check = (env: NodeJS.ProcessEnv, ...words: string[]) => laneflow(['check', 'a.flow', ...words], { cwd, env });
    expect(check({}).code).toBe(1);
    expect(check({ LANEFLOW_PROFILE: 'default' }).code).toBe(0);
    expect(check({ LANEFLOW_PROFILE: 'default' }, '--profile', 'strict').code).toBe(1);
    expect(check({ LANEFLOW_RULE: 'missing-lane-prefix=off' }).code).toBe(0);
    expect(check({ LANEFLOW_CONFIG: 'none.json' })).toMatchObject({
      code: 2,
      stderr: "error: 'none.json' cannot be read: it does not exist.\n",
    });
    expect(check({ LANEFLOW_NO_CONFIG: '1' }).code).toBe(0);
  });

  it('limits warnings of its own files', () => {
    const cwd = folderWith({
      [name]: '{ "maxWarnings": 0 }',
      'a.flow': warned,
      [`loose/${name}`]: '{}',
      'loose/b.flow': warned,
    });
    const { code, stderr } = laneflow(['check', '.'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/\nMore warnings than "maxWarnings": 0 in laneflow\.config\.json allows\.\n$/);
    expect(laneflow(['check', 'loose'], { cwd }).code).toBe(0);
    expect(laneflow(['check', '.', '--max-warnings', '2'], { cwd }).code).toBe(0);
  });

  it('sets limits on size', () => {
    const cwd = folderWith({ [name]: '{ "limits": { "sourceBytes": 100 } }', 'a.flow': parcel });
    expect(codes(cwd, 'a.flow')).toEqual(['a.flow error source-too-large']);
    writeFileSync(join(cwd, name), '{ "limits": { "nodes": 4 } }');
    expect(codes(cwd, 'a.flow')).toEqual(['a.flow error too-many-nodes']);
  });

  it('says which files a folder stands for', () => {
    const cwd = folderWith({
      [name]: '{ "exclude": ["**/draft", "old/", "x*.flow"] }',
      'a.flow': broken,
      'x1.flow': broken,
      'draft/b.flow': broken,
      'in/draft/c.flow': broken,
      'in/d.flow': broken,
      'old/e.flow': broken,
      'docs/f.md': '```flow\nA {\n```\n',
    });
    const files = (...words: string[]) => codes(cwd, ...words).map((line) => line.split(' ')[0]);
    expect(files('.')).toEqual(['a.flow', 'in/d.flow']);
    expect(files('in')).toEqual(['in/d.flow']);
    expect(files('draft/b.flow', 'x1.flow')).toEqual(['draft/b.flow', 'x1.flow']);
    expect(laneflow(['check', 'old'], { cwd })).toMatchObject({ code: 2 });
    expect(laneflow(['check', 'old', '--allow-empty'], { cwd })).toMatchObject({ code: 0 });
    writeFileSync(join(cwd, name), '{ "include": ["docs/**/*.md", "in/**"], "exclude": ["**/draft/**"] }');
    expect(files('.')).toEqual(['docs/f.md', 'in/d.flow']);
    expect(files('in')).toEqual(['in/d.flow']);
  });

  it('chooses theme and direction of drawings, where no flag does', () => {
    const cwd = folderWith({ [name]: '{ "render": { "theme": "dark", "direction": "down" } }', 'a.flow': parcel });
    const draw = (...words: string[]) => laneflow(['a.flow', '-o', '-', ...words], { cwd }).stdout;
    expect(draw()).toBe(draw('--no-config', '--theme', 'dark', '--direction', 'down'));
    expect(draw('--theme', 'light', '--direction', 'right')).toBe(draw('--no-config', '--theme', 'light'));
    expect(draw()).not.toBe(draw('--no-config'));
    const exported = (...words: string[]) => laneflow(['export', 'a.flow', '--to', 'layout', ...words], { cwd }).stdout;
    expect(exported()).toBe(exported('--no-config', '--direction', 'down'));
  });

  it.each([['check'], ['render'], ['fmt'], ['simulate']])(
    'with mistakes stops %s with exit 2 and shows their places',
    (command) => {
      const config = '{\n  "theme2": "dark",\n  "rules": { "unknown-node": "off" }\n}\n';
      const cwd = folderWith({ [name]: config, 'a.flow': warned.replaceAll('  n', '   n') });
      const { code, stdout, stderr } = laneflow([command, 'a.flow'], { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`${name}:2:3 error unknown-config-key\n`);
      expect(stderr).toContain("There is no setting 'theme2'.");
      expect(stderr).toContain(`${name}:3:14 error unknown-rule\n`);
      expect(stderr).toContain("'unknown-node' is always an error.");
      expect(readFileSync(join(cwd, 'a.flow'), 'utf8')).toContain('   n1');
    },
  );

  it('with mistakes is reported to tools too', () => {
    const cwd = folderWith({ [name]: '{,}', 'a.flow': parcel });
    const json = laneflow(['check', 'a.flow', '--format', 'json'], { cwd });
    expect(json).toMatchObject({ code: 2, stderr: '' });
    expect(JSON.parse(json.stdout).diagnostics).toMatchObject([
      { code: 'unreadable-config', file: name, tier: 'config' },
    ]);
    expect(laneflow(['check', 'a.flow', '--format', 'github'], { cwd }).stdout).toMatch(
      /^::error file=laneflow\.config\.json,line=1,col=2,.*title=unreadable-config::/,
    );
  });

  it('that cannot be read stops with exit 2', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    mkdirSync(join(cwd, name));
    expect(laneflow(['check', 'a.flow'], { cwd })).toMatchObject({
      code: 2,
      stderr: `error: '${name}' cannot be read: it is a folder.\n`,
    });
  });

  it('holds for standard input by the name it is given', () => {
    const cwd = folderWith({ [`inner/${name}`]: off });
    const check = (...words: string[]) =>
      laneflow(['check', '-', '--format', 'compact', ...words], { cwd, input: warned });
    expect(check().stdout).toContain('missing-lane-prefix');
    expect(check('--stdin-filename', 'inner/x.flow').stdout).toBe('');
  });
});

describe('rules on the command line', () => {
  it('switch off, quieten and raise, one after the other', () => {
    const cwd = folderWith({ 'a.flow': warned });
    expect(codes(cwd, 'a.flow', '--rule', 'missing-lane-prefix=off')).toEqual([]);
    expect(codes(cwd, 'a.flow', '--rule', 'missing-lane-prefix=info', '--rule', 'node-id-form=error')).toEqual([
      'a.flow info missing-lane-prefix',
    ]);
    const raised = laneflow(['check', 'a.flow', '--rule', 'missing-lane-prefix=error'], { cwd });
    expect(raised.code).toBe(1);
  });

  it('of a profile can be changed one by one', () => {
    const cwd = folderWith({ 'a.flow': 'A {\n  n1: circle label:"x"\n  n2: circle label:"y"\n  n1 -> n2\n}\n' });
    expect(codes(cwd, 'a.flow')).toEqual([]);
    expect(codes(cwd, 'a.flow', '--profile', 'flowzap')).toContain('a.flow error missing-display-label');
    expect(codes(cwd, 'a.flow', '--profile', 'flowzap', '--rule', 'missing-display-label=off')).not.toContain(
      'a.flow error missing-display-label',
    );
  });

  it.each([
    ['self-edg=off', "There is no rule 'self-edg'. Did you mean self-edge?"],
    ['unknown-node=off', "'unknown-node' is always an error. What could not be read or looked up stays an error."],
    [
      'self-edge',
      "'self-edge' is no value for --rule. It is a rule and off, info, warning or error, such as implicit-end=off.",
    ],
    ['self-edge=loud', "'self-edge=loud' is no value for --rule."],
  ])('refuse %s', (rule, message) => {
    const { code, stdout, stderr } = laneflow(['check', '-', '--rule', rule], { input: parcel });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  });
});
