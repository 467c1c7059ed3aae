/** A repository with a branch `work` checked out as GitHub does it: a pull request whose flows are good, bad and odd. */

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asRepository, commitAll, git } from './git.ts';

const stamp = `# Send a letter
Desk { # Desk
  n1: circle label:"Letter written"
  n2: diamond label:"Stamp enough?"
  n3: rectangle label:"Add a stamp"
  n4: circle label:"On its way"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n4.handle(left) [label="Yes"]
  n2.handle(bottom) -> n3.handle(top) [label="No"]
  n3.handle(right) -> n4.handle(bottom)
}
`;

const scenario = `flow: stamp.flow
scenarios:
  - { name: "a|b <b>stamped</b>", answers: { n2: Yes }, expect: { end: [n3] } }
`;

function withMistakes(count: number): string {
  const edges = Array.from({ length: count }, (_, at) => `  n1 -> m${at + 1}\n`);
  return `Desk { # Desk\n  n1: circle label:"Begin"\n${edges.join('')}}\n`;
}

/** Labels that would like to be more than text. */
const odd = `Desk { # \`Desk\` | 🎉
  n1: circle label:"Start"
  n2: rectangle label:"lonely |\\n<script>alert(1)</script> \`x\` 🎉"
  n3: circle label:"End"
  n1.handle(right) -> n3.handle(left)
}
`;

const earlier = { 'stamp.flow': stamp, 'old.flow': withMistakes(2), 'gone.flow': stamp, 'stays.flow': stamp };
const later = {
  // More than GitHub shows, in the file that comes first.
  'a-many.flow': withMistakes(12),
  'flows ü/50%, odd.flow': odd,
  'stamp.flow': stamp.replace('n3.handle(right) -> n4.', 'n3.handle(right) -> n2.'),
  'stamp.scenario.yaml': scenario,
  'stays.flow': stamp.replace('  n3: rectangle', '    n3:   rectangle'),
};

/** Makes the folder; what `main` had already is wrong in `old.flow`, which only gets a new name. */
export function writePullRequest(folder: string): void {
  write(folder, earlier);
  asRepository(folder);
  git(folder, 'checkout', '-qb', 'work');
  write(folder, later);
  renameSync(join(folder, 'old.flow'), join(folder, 'renamed.flow'));
  rmSync(join(folder, 'gone.flow'));
  commitAll(folder);
  // actions/checkout leaves no branch of the name behind, only that of the origin.
  git(folder, 'update-ref', 'refs/remotes/origin/main', 'main');
  git(folder, 'checkout', '-q', '--detach');
  git(folder, 'branch', '-qD', 'main');
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
