import { spawnSync } from 'node:child_process';

/** Runs git as somebody, without anybody's settings; answers with its output. */
export function git(cwd: string, ...words: readonly string[]): string {
  const nobody = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b.c',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b.c',
  };
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', ...nobody };
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'init.defaultBranch=main', ...words], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  return stdout;
}

export function commitAll(cwd: string): void {
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'all');
}

/** Everything in the folder is on `main`. */
export function asRepository(cwd: string): string {
  git(cwd, 'init', '-q');
  commitAll(cwd);
  return cwd;
}
