import type { TestedFile } from '../scenario/test-scenarios.ts';
import type { Findings } from './findings.ts';
import { commandAt, reportGithub } from './github.ts';
import { entriesOf, type ResultEntry } from './result-entries.ts';

/**
 * Workflow commands for GitHub Actions: what failed, at its place in the scenario file, after the findings in flows and
 * scenario files.
 */
export function reportGithubResults(files: readonly TestedFile[], flows: readonly Findings[]): string {
  const failed = files.flatMap((file) =>
    entriesOf(file)
      .filter(({ isGood }) => !isGood)
      .map((entry) => command(file, entry)),
  );
  return reportGithub([...flows, ...files]) + failed.join('');
}

function command({ source }: TestedFile, { kind, name, span, messages }: ResultEntry): string {
  const place = messages[0]?.places[0]?.span ?? span;
  const lines = messages.flatMap(({ text, places }) => [text, ...places.flatMap(({ what }) => what ?? [])]);
  return commandAt(source, place, { command: 'error', title: `${kind} ${name}`, text: lines.join('\n') });
}
