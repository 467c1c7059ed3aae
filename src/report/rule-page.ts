import type { Code } from '../diagnostics/codes.ts';

/** Where a code is explained on the web; `laneflow 1.2.3` has its own pages, as they were packed with it. */
export function rulePage(code: Code, tool: string): string {
  return `https://unpkg.com/${encodeURI(tool.replace(' ', '@'))}/docs/rules/${code}.md`;
}
