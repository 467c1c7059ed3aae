import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Compiled, escapeJson, format, type Policy, type Run, traceLines } from '../index.ts';

/** A run as NDJSON: a header, a line for each firing, and how it ended. */
export function traceText(run: Run, compiled: Compiled, policy: Policy, seed: number): string {
  const title = { flow: basename(compiled.source.name), hash: hashOf(compiled), policy, seed };
  return Array.from(traceLines(run, title), (line) => `${escapeJson(line)}\n`).join('');
}

/** Over the canonical text, so that neither formatting nor line ends make a trace invalid. */
export function hashOf({ document, source }: Compiled): string {
  const canonical = format(document, source).replace(/\r\n|\r/g, '\n');
  return `sha256:${createHash('sha256').update(canonical).digest('hex')}`;
}
