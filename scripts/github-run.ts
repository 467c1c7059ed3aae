/**
 * Shows what a reviewer sees: the action of this tree on a pull request and on a push, in a repository made for it.
 * Run it with `node scripts/run.mjs scripts/github-run.ts` after a build.
 */

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionRun, baseOf, type Event, runAction } from '../tests/cli/github-run.ts';
import { writePullRequest } from '../tests/cli/pull-request.ts';

const mostShown = 10;
const folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'laneflow-github-'))), 'work');

writePullRequest(folder);
show('pull_request', runAction(folder, { command: 'check, test, fmt', since: baseOf('pull_request') }, 'pull_request'));
show('push', runAction(folder, { command: 'check', 'max-warnings': '0', since: baseOf('push') }, 'push'));
rmSync(join(folder, '..'), { recursive: true });

function show(event: Event, { code, annotations, summary, stderr }: ActionRun): void {
  console.log(`==== ${event}: exit ${code}\n\n---- beside the lines\n`);
  for (const command of ['error', 'warning', 'notice'] as const) {
    const own = annotations.filter((each) => each.command === command);
    for (const { file, line, title, text } of own.slice(0, mostShown)) {
      console.log(
        `${command} ${file}${line === '' ? '' : `:${line}`}  ${title}\n    ${text.replaceAll('\n', '\n    ')}`,
      );
    }
    if (own.length > mostShown) console.log(`(${own.length - mostShown} more of ${command} are not shown)`);
  }
  console.log(`\n---- the page of the job\n\n${summary}---- standard error\n\n${stderr}`);
}
