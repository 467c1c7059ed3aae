import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCodes, type Code, infoOf } from '../../src/diagnostics/codes.ts';

/** The first flow that the page of each code of the flow tier reports, and the budget that the page gives it. */
export interface Reported {
  readonly code: Code;
  readonly text: string;
  readonly maxStates: number | undefined;
}

const rules = join(import.meta.dirname, '../../docs/rules');
const firstFlow = /^## Reported$[\s\S]*?^```flow(?: limits\.states=(\d+))?$\n([\s\S]*?)^```$/m;

export const reportedFlows: readonly Reported[] = allCodes()
  .filter((code) => infoOf(code).tier === 'flow')
  .map((code) => {
    const [, states, text = ''] = firstFlow.exec(readFileSync(join(rules, `${code}.md`), 'utf8')) ?? [];
    return { code, text, maxStates: states === undefined ? undefined : Number(states) };
  });
