import type { Code } from '../diagnostics/codes.ts';

/** Where a code is explained on the web. */
export function rulePage(code: Code, tool: string): string {
  return packedFile(`docs/rules/${code}.md`, tool);
}

/** The address of a file of the package; `laneflow 1.2.3` has its own, as they were packed with it. */
export function packedFile(path: string, tool: string): string {
  return `https://unpkg.com/${encodeURI(tool.replace(' ', '@'))}/${path}`;
}
