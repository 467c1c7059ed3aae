import {
  called,
  counted,
  escapeTerminal,
  type Flow,
  type NodeId,
  type Question,
  type Refusal,
  type Run,
} from '../index.ts';

/** How a run ended, in one line: `completed, 20 steps, end n7`. */
export function outcomeText(run: Run): string {
  const { status, machine } = run;
  const steps = counted(run.length, 'step');
  switch (status.kind) {
    case 'completed':
      return escapeTerminal(`completed, ${steps}${endsText(status.ends)}`);
    case 'exhausted':
      return escapeTerminal(
        `exhausted, ${steps}: no way is left at ${called(status.at, machine.flow)}${loopText(status.loop, machine.flow)}`,
      );
    case 'step-limit':
      return `step-limit, ${steps} without an end`;
    case 'waiting':
      return escapeTerminal(`waiting, ${steps}: ${questionText(status.question, status.refused, machine.flow)}`);
    case 'running':
      return `running, ${steps}`;
  }
}

function endsText(ends: readonly NodeId[]): string {
  if (ends.length === 0) return '';
  return `, ${ends.length === 1 ? 'end' : 'ends'} ${ends.join(', ')}`;
}

function loopText(id: string | undefined, { loops }: Flow): string {
  const loop = loops.find((each) => each.id === id);
  return loop === undefined ? '' : `, since ${loop.id} is limited: ${loop.condition}`;
}

function questionText({ node, options }: Question, refused: Refusal | undefined, flow: Flow): string {
  const place = called(node, flow);
  const ways = `The ways out are ${options.map(({ answer }) => answer).join(', ')}.`;
  if (refused === undefined) return `nobody answers ${place}. ${ways}`;
  if (refused.why === 'ambiguous') return `'${refused.answer}' fits several ways out of ${place}. ${ways}`;
  return `'${refused.answer}' is no way out of ${place}. ${ways}`;
}
