/** What git answers. Whatever it is told, it gets no shell and no language of its own. */

import { spawnSync } from 'node:child_process';

type Answer =
  | { readonly kind: 'done'; readonly output: Buffer }
  | { readonly kind: 'failed' /** One line without its full stop. */; readonly reason: string };

export type TextAnswer =
  | Exclude<Answer, { readonly kind: 'done' }>
  | { readonly kind: 'done'; readonly output: string };

export function git(folder: string, words: readonly string[]): TextAnswer {
  const answer = gitBytes(folder, words);
  return answer.kind === 'done' ? { kind: 'done', output: answer.output.toString('utf8') } : answer;
}

export function gitBytes(folder: string, words: readonly string[]): Answer {
  const { error, status, stdout, stderr } = spawnSync('git', ['-C', folder, ...words], {
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: mostBytes,
  });
  if (error !== undefined) return { kind: 'failed', reason: 'there is no git to be run here' };
  if (status === 0) return { kind: 'done', output: stdout };
  const [line = ''] = stderr.toString('utf8').split('\n');
  return { kind: 'failed', reason: line.replace(/^fatal: |\.$/g, '') };
}

const mostBytes = 1_000_000_000;

/** Where the repository begins; absolute and without links. */
export function repositoryRoot(folder: string): TextAnswer {
  const answer = git(folder, ['rev-parse', '--show-toplevel']);
  return answer.kind === 'done' ? { kind: 'done', output: answer.output.replace(/\n$/, '') } : answer;
}
