import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, main, parcel, removeFolders, shell } from './harness.ts';

removeFolders();
const root = join(import.meta.dirname, '..', '..');

describe('the command line', () => {
  it('prints the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(laneflow(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('begins with a line that lets a system run it', () => {
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('loads nothing of the library for --version and --help', () => {
    const small = 100_000;
    for (const words of [['--version'], ['--help'], ['render', '--help']]) {
      expect(bytesLoadedBy(words)).toBeLessThan(small); // commander and the command tree
    }
    expect(bytesLoadedBy(['check', '-'])).toBeGreaterThan(2 * small);
  });

  it('shows three examples without arguments, with exit 2 where nobody looks', () => {
    const { code, stdout, stderr } = laneflow([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /laneflow library\.flow {2,}.*\n.*laneflow check library\.flow.*\n.*laneflow simulate library\.flow/,
    );
  });

  it('has one example in the help of every command', () => {
    const help = laneflow(['--help']);
    expect(help.code).toBe(0);
    for (const command of ['render', 'check', 'fmt', 'simulate', 'export', 'explain']) {
      expect(help.stdout).toMatch(new RegExp(`\\n  ${command} (?:IN|\\[)`));
      const own = laneflow([command, '--help']);
      expect(own.code).toBe(0);
      expect(own.stdout).toMatch(new RegExp(`Example:\\n {2}laneflow ${command} `));
      expect(laneflow(['help', command]).stdout).toBe(own.stdout);
    }
  });

  it.each([
    [['chek', 'a.flow'], "error: There is no command 'chek'. Did you mean check?\n"],
    [['simulat', 'a.flow', '--seed', '3'], "error: There is no command 'simulat'. Did you mean simulate?\n"],
    [['zzzzzz'], "error: There is no command 'zzzzzz'. laneflow --help lists the commands.\n"],
    [['help', 'rendr'], "error: There is no command 'rendr'. Did you mean render?\n"],
    [['check', ''], 'error: An empty name stands for no file.\n'],
    [['a.flow', '-o', ''], 'error: An empty name stands for no place to write to.\n'],
    [['check', 'a.flow', '--formt', 'json'], "error: There is no flag '--formt'. Did you mean --format?\n"],
    [['a.flow', '--tehme', 'dark'], "error: There is no flag '--tehme'. Did you mean --theme?\n"],
    [['check', 'a.flow', '-x'], "error: There is no flag '-x'.\n"],
    [
      ['check', '--format', 'xml', 'a.flow'],
      "error: 'xml' is no value for --format. It is one of pretty, compact, json, github, sarif, junit.\n",
    ],
    [['check', 'a.flow', '--max-warnings', 'x'], "error: 'x' is no value for --max-warnings. It is a whole number.\n"],
    [['check', 'a.flow', '--max-warnings'], 'error: The flag --max-warnings needs a value.\n'],
    [['simulate', 'a.flow', '--max-steps', '0'], "error: '0' is no value for --max-steps. It is at least 1.\n"],
    [['check'], "error: A file, a folder or '-' is missing.\n"],
    [['simulate', 'a.flow', 'a.flow'], 'error: There are more words than this command takes.\n'],
    [['export', 'a.flow'], 'error: The flag --to is needed.\n'],
    [['export', 'a.flow', '--to', 'bpmn'], "error: 'bpmn' is no value for --to. It is one of layout.\n"],
    [['check', 'a.flow', '--cwd', 'nowhere'], "error: There is no folder 'nowhere' for --cwd.\n"],
    [['a.flow', '--theme', 'pink'], "error: There is no theme 'pink'. There are auto, light, dark.\n"],
    [['a.flow', '--id-prefix', '9 "x'], /^error: '9 "x' is no value for --id-prefix\. It begins with a letter/],
    [['check', '\u001bred'], /^error: There is no file or folder '\\u\{1B\}red'\./],
  ])('refuses %j with exit 2 and says why', (words, message) => {
    const cwd = folderWith({ 'a.flow': parcel });
    const { code, stdout, stderr } = laneflow(words, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('draws a file that has the name of a command when it is named as a path', () => {
    const cwd = folderWith({ check: parcel });
    expect(laneflow(['./check'], { cwd }).stderr).toContain('→ check.svg');
    expect(laneflow(['render', 'check', '-o', 'again.svg'], { cwd }).stderr).toContain('→ again.svg');
  });

  it('says that the current folder is gone', () => {
    const { code, stderr } = shell('mkdir gone; cd gone; rmdir ../gone; laneflow check a.flow', {
      cwd: folderWith({}),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('error: The current folder does not exist any more.\n');
  });

  it('takes words after -- as files', () => {
    const cwd = folderWith({ '-odd.flow': parcel });
    expect(laneflow(['check', '--', '-odd.flow'], { cwd }).code).toBe(0);
  });

  it('resolves paths from --cwd', () => {
    const cwd = folderWith({ 'flows/a.flow': parcel });
    expect(laneflow(['a.flow', '--cwd', 'flows'], { cwd }).stderr).toContain('→ a.svg');
    expect(readFileSync(join(cwd, 'flows', 'a.svg'), 'utf8')).toContain('<svg');
  });

  it('reads every long flag from the environment, where the command line says nothing', () => {
    const cwd = folderWith({ 'a.flow': broken });
    const check = (env: NodeJS.ProcessEnv, ...words: string[]) => laneflow(['check', 'a.flow', ...words], { cwd, env });
    expect(JSON.parse(check({ LANEFLOW_FORMAT: 'json' }).stdout).version).toBe(1);
    expect(check({ LANEFLOW_FORMAT: 'json' }, '--format', 'compact').stdout).toMatch(/^a\.flow:5:23-/m);
    expect(check({ LANEFLOW_COLOR: 'purple' }).stderr).toBe(
      "error: 'purple' is no value for LANEFLOW_COLOR. It is one of auto, always, never.\n",
    );
    expect(check({ LANEFLOW_QUIET: '1' }).stderr).not.toContain('1 file');
    for (const no of ['', '0', 'false', 'no', 'off']) expect(check({ LANEFLOW_QUIET: no }).stderr).toContain('1 file');
  });
});

describe('a bug of laneflow', () => {
  const cwd = folderWith({
    'a.flow': parcel,
    'bug.mjs': 'JSON.stringify = () => { throw new Error("boom \\u001b[31m"); };',
  });
  const env = { NODE_OPTIONS: `--import ${join(cwd, 'bug.mjs')}` };

  it('is told in one line with exit 70', () => {
    expect(laneflow(['check', 'a.flow', '--format', 'json'], { cwd, env })).toEqual({
      code: 70,
      stdout: '',
      stderr: 'laneflow has a bug: boom ?[31m. Please report it with the input that shows it.\n',
    });
  });

  it('shows its stack with --verbose', () => {
    const { code, stderr } = laneflow(['check', 'a.flow', '--format', 'json', '--verbose'], { cwd, env });
    expect(code).toBe(70);
    expect(stderr).toMatch(/^ {4}at /m);
  });
});

/** Addresses of all scripts that one run loads, from the engine's coverage report. */
/** Of JavaScript from files, Node's own not counted. */
function bytesLoadedBy(words: readonly string[]): number {
  const folder = folderWith({});
  laneflow(words, { env: { NODE_V8_COVERAGE: folder }, input: '' });
  const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const urls = reports.flatMap((report) => report.result.map((script: { readonly url: string }) => script.url));
  const files = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  return files.map((file) => statSync(file).size).reduce((sum, size) => sum + size, 0);
}
