import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, folderWith, laneflow, removeFolders, seed } from './harness.ts';

const root = join(import.meta.dirname, '..', '..');
const example = readFileSync(join(root, 'examples', '01-two-factor.flow'), 'utf8');

/** A loop without an edge back, a reply, a fork and its join, two starts, a step that nobody comes to. */
const odd = `# Odd
Reader { # Reader
  n1: circle label:"Comes in"
  n2: rectangle label:"Ask"
  n3: circle label:"Rings up"
  n9: rectangle label:"Sleep"
  n1 -> n2
  n3 -> n2
  n2 -> Desk.n4
  n9 -> n2
}
Desk { # Desk
  n4: rectangle label:"Search"
  n5: rectangle label:"Shelf"
  n6: rectangle label:"Cellar"
  n7: rectangle label:"Found"
  n8: circle label:"Done"
  n4 -> n5
  n4 -> n6
  n5 -> n7
  n6 -> n7
  n7 -> n8
  n4 -> Reader.n2 [label="Wait a moment"]
  loop [repeat 2 times] n5 n7
}
`;

removeFolders();

function explain(text: string, ...words: readonly string[]): ReturnType<typeof laneflow> {
  const folder = folderWith({ 'a.flow': text });
  return laneflow(['explain', '--flow', 'a.flow', ...words], { cwd: folder });
}

describe('explain --flow', () => {
  it('tells how the seed document is understood', () => {
    expect(explain(seed)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "start        n1 "Start"
      back edges   n15 → User.n4: repeats loop1
      loops        loop1 "retry until valid": until, without
                     limit; repeats the 2 nodes it lists and
                     User.n4; asked at n13 (No)
      assumed      none
      replies      none
      joins        n4 "Scan QR code with app" waits for nobody
      asked        none
      unreachable  none
      ",
      }
    `);
  });

  it('tells how an example is understood', () => {
    expect(explain(example).stdout).toMatchInlineSnapshot(`
      "start        n1 "Wants a second factor"
      back edges   n13 → Person.n6: repeats loop1
      loops        loop1 "up to 3 attempts": back 2 times at
                     most; repeats the 3 nodes it lists; asked at
                     n13 (Yes)
      assumed      none
      replies      none
      joins        n6 "Type in six digits" waits for nobody
                   n8 "Protected" waits for n18 and n7
      asked        none
      unreachable  none
      "
    `);
  });

  it('tells replies, assumed edges, joins and what cannot be reached', () => {
    expect(explain(odd).stdout).toMatchInlineSnapshot(`
      "start        n1 "Comes in": a run uses one of them
                   n3 "Rings up": a run uses one of them
      back edges   none
      loops        loop1 "repeat 2 times": 2 rounds; repeats the
                     2 nodes it lists; asked at n7 (again)
      assumed      n7 → n5: no edge leads back in loop1
      replies      n4 → Reader.n2: answers n2; every way to n4
                     passes n2, and n4 also leads on
      joins        n2 "Ask" waits for nobody
                   n7 "Found" waits for those of n5 and n6 that
                     can come
      asked        n7 "Found": again or go on, for loop1
      unreachable  n9 "Sleep"
      "
    `);
  });

  it('fits 60 columns, also where labels are long', () => {
    const { stdout } = explain(odd.replaceAll('Found', 'Found at last in a box behind all of the other boxes'));
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('lets nothing of a label through to the terminal', () => {
    const { stdout } = explain(odd.replace('Comes in', 'Comes\\nin\u2028'));
    expect(stdout).toContain('n1 "Comes in\\u{2028}"');
  });

  it('tells findings instead when the flow cannot be read', () => {
    const { code, stdout, stderr } = explain(broken);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain("There is no node 'n22'.");
  });

  it('takes a rule or a flow, and a file that exists', () => {
    expect(explain(seed, 'self-edge')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('explain takes a rule or --flow FILE, not both.'),
    });
    expect(laneflow(['explain', '--flow', 'none.flow']).code).toBe(2);
  });

  it('reads a flow from standard input and from a fence of Markdown', () => {
    const folder = folderWith({ 'a.md': `\`\`\`flow\n${odd}\`\`\`\n\n\`\`\`flow\n${example}\`\`\`\n` });
    const second = laneflow(['explain', '--flow', 'a.md#2'], { cwd: folder });
    expect(second.stdout).toBe(explain(example).stdout);
    expect(laneflow(['explain', '--flow', '-'], { input: odd }).stdout).toBe(explain(odd).stdout);
  });
});
