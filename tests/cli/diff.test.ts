import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, type Outcome, parcel, removeFolders, seed, shell } from './harness.ts';

removeFolders();

const changed = parcel
  .replace('label="Yes"', 'label="It is"')
  .replace('  n4: rectangle label:"Add a stamp"\n', '  n4: taskbox owner:"Kim" label:"Add a stamp"\n')
  .replace(
    '  n4.handle(right) -> n5.handle(bottom)\n',
    '  n4.handle(right) -> n3.handle(right)\n  loop [up to 2 times] n3 n4\n',
  );
const cwd = folderWith({
  'old.flow': parcel,
  'new.flow': changed,
  'broken.flow': broken,
  'empty.flow': '',
  'two.md': `One\n\`\`\`flow\n${parcel}\`\`\`\nTwo\n\`\`\`flow\n${changed}\`\`\`\n`,
});

describe('diff', () => {
  it('tells what changed, line by line, and what runs do differently', () => {
    const { code, stdout, stderr } = laneflow(['diff', 'old.flow', 'new.flow'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(`~ node  Counter.n4 "Add a stamp"   rectangle is now taskbox; owner "Kim" is new
~ edge  n3 → n5   label "Yes" is now "It is"
~ edge  n4 → n3   led to n5 "On its way"; arrives at right, was bottom
+ loop1 n3 n4   "up to 2 times"
`);
    expect(stderr).toBe('1 added, 3 changed\n');
  });

  it('puts on lines of their own what does not fit, in ASCII where the terminal has no more', () => {
    const long = 'The letter of the neighbor from the third floor who never reads the rules';
    const other = parcel.replace('Bring it to the counter', long).replace('label="No"', 'label="Not yet"');
    const { stdout } = laneflow(['diff', 'old.flow', '-'], { cwd, input: other, env: { LANG: 'C' } });
    expect(stdout).toBe(`~ node  Sender.n2
        label "Bring it to the counter" is now "The letter of the neighbor from
        the third floor who never reads the rules"
~ edge  n3 -> n4   label "No" is now "Not yet"
`);
  });

  it('says that nothing changed in meaning when only comments and spaces did', () => {
    const { code, stdout, stderr } = laneflow(['diff', 'old.flow', '-', '--exit-code'], {
      cwd,
      input: `${parcel.replaceAll('\n  ', '\n      ')}\n// the end\n`,
    });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'no changes in meaning\n' });
  });

  it('reads renumbering as such', () => {
    const input = seed.replace(/\bn(\d+)\b/g, (_, number) => `n${Number(number) + 1}`);
    const { stdout } = laneflow(['diff', '-', 'a.flow'], { cwd: folderWith({ 'a.flow': input }), input: seed });
    expect(stdout).toBe(`~ nodes all 18 renumbered
        n1 is now n2, n2 is now n3, n3 is now n4, n4 is now n5, n5 is now n6, n6
        is now n7 and 12 more
`);
  });

  it('exits 1 for differences with --exit-code only', () => {
    expect(laneflow(['diff', 'old.flow', 'new.flow', '--exit-code'], { cwd }).code).toBe(1);
    expect(laneflow(['diff', 'old.flow', 'old.flow', '--exit-code'], { cwd }).code).toBe(0);
  });

  it('exits 2 and shows the mistakes when a flow has errors', () => {
    const { code, stdout, stderr } = laneflow(['diff', 'old.flow', 'broken.flow', '--exit-code'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('broken.flow:5:23 error unknown-node');
    expect(stderr).toContain('nothing was compared');
  });

  it('compares with an empty file, and flows of Markdown', () => {
    expect(laneflow(['diff', 'empty.flow', 'old.flow'], { cwd }).stdout).toContain('+ lane  Counter\n');
    expect(laneflow(['diff', 'old.flow', 'empty.flow'], { cwd }).stdout).toContain('- lane  Counter\n');
    const { stdout } = laneflow(['diff', 'two.md#1', 'two.md#2'], { cwd });
    expect(stdout).toContain('~ edge  n3 → n5   label "Yes" is now "It is"\n');
    expect(laneflow(['diff', 'two.md', 'old.flow'], { cwd }).stderr).toContain(
      "One flow is needed here, and 'two.md' has 2.",
    );
  });

  it('refuses other than two flows', () => {
    for (const [words, message] of [
      [['old.flow'], 'diff compares two flows, and one is named.'],
      [['old.flow', 'new.flow', 'old.flow'], 'diff compares two flows, and 3 are named.'],
      [['-', '-'], 'Standard input can be one of the two flows, not both.'],
      [['old.flow', 'old.flwo'], "'old.flwo'"],
    ] as const) {
      const { code, stdout, stderr } = laneflow(['diff', ...words], { cwd, input: parcel });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(message);
    }
  });

  it('shows labels of strangers without letting them steer the terminal', () => {
    const input = parcel.replace('Stamp enough?', 'Stamp\u202e enough?');
    const { stdout } = laneflow(['diff', 'old.flow', '-', '--color', 'always'], { cwd, input });
    expect(stdout).toContain('Stamp\\u{202E} enough?');
    expect(stdout).toContain('\u001b[33m~\u001b[39m node  Counter.n3   label');
  });

  it('says what it does not know when the budget ends, and never guesses', () => {
    const { stdout } = laneflow(['diff', 'old.flow', 'new.flow', '--max-states', '2'], { cwd });
    expect(stdout).toMatch(
      /behavior\n {2}\? old flow\s+only 2 of its states were explored, so more may\s+have changed/,
    );
  });
});

describe('diff --format', () => {
  it('json fits its schema and has both places', () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/diff.schema.json'), 'utf8'));
    const fits = new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $schema: undefined });
    const pairs = [
      ['old.flow', 'new.flow'],
      ['empty.flow', 'new.flow'],
      ['new.flow', 'two.md#1'],
    ];
    for (const names of pairs) {
      const report = JSON.parse(laneflow(['diff', ...names, '--format', 'json'], { cwd }).stdout);
      expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
    }
    const report = JSON.parse(laneflow(['diff', 'old.flow', 'new.flow', '--format', 'json'], { cwd }).stdout);
    expect(report.summary).toEqual({ added: 1, removed: 0, changed: 3, behavior: 0 });
    expect(report.changes[1]).toMatchObject({
      what: 'edge',
      kind: 'changed',
      before: { from: { node: 'n3', side: 'right' }, label: 'Yes', range: { start: { line: 12 } } },
      aspects: [{ kind: 'label', before: 'Yes', after: 'It is' }],
    });
    expect(fits({ ...report, version: 2 })).toBe(false);
  });

  it('md is a table whose cells hold whatever labels say', () => {
    const input = parcel.replace('On its way', 'a | b <i>`x`</i> @you [l](u)');
    const { stdout } = laneflow(['diff', 'old.flow', '-', '--format', 'md'], { cwd, input });
    expect(stdout).toBe(`**old.flow → stdin**: 1 changed

|   | part | what |
| :-: | --- | --- |
| \`~\` | node Counter.n5 | label "On its way" is now "a \\| b &lt;i&gt;\\\`x\\\`&lt;/i&gt; @<!-- -->you \\[l\\]\\(u\\)" |
`);
  });

  it('svg is one drawing of both flows, with what came, went and changed', () => {
    expect(laneflow(['diff', 'old.flow', 'new.flow', '-o', 'changes.svg', '-q'], { cwd }).code).toBe(0);
    const svg = readFileSync(join(cwd, 'changes.svg'), 'utf8');
    expect(svg).toContain('Changes: 1 added, 3 changed');
    expect(svg).toMatch(/data-node="n4"[^>]* data-change="changed"/);
    expect(svg).toMatch(/data-edge="e5-old"[^>]* data-change="removed"/);
    expect(svg).toMatch(/data-edge="e5"[^>]* data-change="changed"/);
    expect(svg).not.toMatch(/data-node="n3"[^>]* data-change=/);
    const { stdout } = laneflow(['diff', 'old.flow', 'new.flow', '--format', 'svg'], { cwd });
    expect(stdout).toBe(svg);
    const alone = laneflow(['diff', 'old.flow', 'empty.flow', '--format', 'svg'], { cwd });
    expect(alone.stdout).toMatch(/data-node="n5"[^>]* data-change="removed"/);
  });

  it('png, pdf and html hold the drawing, and endings that nobody knows are refused', () => {
    const write = (out: string, ...more: readonly string[]): Outcome =>
      laneflow(['diff', 'old.flow', 'new.flow', '-o', out, ...more], { cwd });
    for (const [out, begin] of [
      ['a.png', '\u{89}PNG'],
      ['a.pdf', '%PDF-'],
      ['a.html', '<!doctype html>'],
    ] as const) {
      expect(write(out).code).toBe(0);
      expect(readFileSync(join(cwd, out), 'latin1').slice(0, begin.length)).toBe(begin);
    }
    expect(readFileSync(join(cwd, 'a.html'), 'utf8')).toContain('data-change="changed"');
    expect(write('a.jpg')).toMatchObject({ code: 2, stderr: expect.stringMatching(/written as '\.jpg'\. Known are/) });
    expect(existsSync(join(cwd, 'a.jpg'))).toBe(false);
    expect(write('a.jpg', '--format', 'text').code).toBe(0);
  });

  it('follows the ending of -o, writes without color, and never over an input', () => {
    expect(laneflow(['diff', 'old.flow', 'new.flow', '-o', 'a.md', '-q'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.md'), 'utf8')).toContain('| part |');
    expect(laneflow(['diff', 'old.flow', 'new.flow', '-o', 'a.txt', '--color', 'always'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).toMatch(/^~ node {2}Counter.n4/);
    for (const out of ['old.flow', './new.flow', 'third.flow']) {
      expect(laneflow(['diff', 'old.flow', 'new.flow', '-o', out], { cwd }).code).toBe(2);
    }
    expect(readFileSync(join(cwd, 'old.flow'), 'utf8')).toBe(parcel);
  });
});

describe('diff and behavior', () => {
  it('tells what is cut off and what goes round for ever', () => {
    const folder = folderWith({ 'a.flow': parcel });
    writeFileSync(
      join(folder, 'b.flow'),
      parcel.replace(/^ {2}n3.*Yes"\]\n/m, '').replace('-> n5.handle(bottom)', '-> n3'),
    );
    const { stdout } = laneflow(['diff', 'a.flow', 'b.flow'], { cwd: folder });
    expect(stdout.slice(stdout.indexOf('behavior'))).toBe(`behavior
  - runs  no run can complete any more
  - end   n5 "On its way"   runs can no longer end here
  + runs  can now go round for ever without a way to an end: n3 "Stamp enough?",
          n4 "Add a stamp"
  - node  n5 "On its way"   can no longer be reached
`);
  });

  it('runs in a pipe', () => {
    const { code, stdout } = shell('cat new.flow | laneflow diff old.flow - -q | head -1', { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('~ node  Counter.n4') });
  });
});
