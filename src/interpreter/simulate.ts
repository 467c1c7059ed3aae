import type { NodeId } from '../graph/graph.ts';
import { attempt, optionFor, statusOf } from './attempt.ts';
import { type Board, front } from './board.ts';
import { chooserFor } from './choosing.ts';
import { type Cruise, cruise } from './cruise.ts';
import { latestEvent } from './events.ts';
import { branch, type History } from './history.ts';
import type { Decider, Machine, Refusal, Run, Status, TraceEvent } from './machine.ts';
import { decide, type Policy, type Tally, tallyOf } from './policy.ts';
import { type BeginOptions, begin, runOf } from './step.ts';
import { chooses } from './tables.ts';

export interface DriveOptions {
  /** By node one answer for each visit; the last one repeats. */
  readonly answers?: ReadonlyMap<NodeId, readonly string[]>;
  /** Who gave these answers; a scenario when nobody is named. */
  readonly answersBy?: Decider;
  /** Who decides otherwise; `happy` when nobody is named. */
  readonly policy?: Policy;
  /** For the policy `random`; 1 when none is given. */
  readonly seed?: number;
  /** Firings in all, from the beginning of the run; 1,000 when no number is given. */
  readonly maxSteps?: number;
  /** For the policy `cover`, shared by the runs of a command; else it knows the run's own decisions only. */
  readonly tally?: Tally;
  /** Is shown each event as it happens. */
  readonly onEvent?: (event: TraceEvent) => void;
}

export interface SimulateOptions extends DriveOptions, BeginOptions {
  readonly start?: NodeId;
}

/** Runs to the end, to a question that nobody answers, to a limit, or to the last step allowed. */
export function simulate(machine: Machine, options: SimulateOptions = {}): Run {
  return drive(begin(machine, options.start, options), options);
}

/** Goes on with a run in the same way. */
export function drive(run: Run, options: DriveOptions = {}): Run {
  const { maxSteps = 1000 } = options;
  if (run.status.kind === 'completed' || run.status.kind === 'exhausted') return run;
  const { machine, start } = run;
  const history = run.length === run.history.length ? run.history : branch(run.history, run.length);
  const tally = options.tally ?? tallyOf(run);
  const decideAt = decider(machine, { ...options, tally });
  const road: Cruise = { maxSteps, choose: chooserFor(history, { ...options, tally }), tally: tally.taken };
  const { onEvent } = options;
  let stopped: Status | undefined;
  while (stopped === undefined) {
    if (onEvent === undefined) cruise(history, road);
    const node = front(history.board);
    if (node === -1) break;
    if (history.length >= maxSteps) stopped = afterLastStep(history.board, maxSteps);
    else stopped = decideAt(history, node);
    if (onEvent !== undefined && stopped === undefined) onEvent(latestEvent(history));
  }
  const ran = runOf(machine, start, history);
  return stopped === undefined ? ran : { ...ran, status: stopped };
}

/** Where no step could follow anyway, more steps would not help. */
function afterLastStep(board: Board, limit: number): Status {
  const status = statusOf(board);
  return status.kind === 'exhausted' ? status : { kind: 'step-limit', limit };
}

/** Fires a node with the answer given for its visit, or the policy's; or says why it cannot. */
type DecideAt = (history: History, node: number) => Status | undefined;

function decider(machine: Machine, options: DriveOptions & { readonly tally: Tally }): DecideAt {
  const { answersBy = 'scenario', policy = 'happy', seed = 1, tally } = options;
  const given = machine.tables.nodes.map((id) => options.answers?.get(id));
  return (history, node) => {
    const { board, length } = history;
    if (!chooses(board.tables, node)) return attempt(history, node, undefined, answersBy);
    const answer = answerFor(given[node], board.visits[node] ?? 0);
    const isFree = answer === undefined && policy !== 'none';
    const option = isFree ? decide(policy, { board, node, step: length, seed, tally }) : read(board, node, answer);
    const stopped = attempt(history, node, option === -1 ? undefined : option, isFree ? policy : answersBy);
    if (stopped === undefined) tally.taken[board.last.way] = (tally.taken[board.last.way] ?? 0) + 1;
    return stopped;
  };
}

function answerFor(answers: readonly string[] | undefined, visitsBefore: number): string | undefined {
  return answers?.[Math.min(visitsBefore, answers.length - 1)];
}

function read(board: Board, node: number, answer: string | undefined): number | Refusal | undefined {
  return answer === undefined ? undefined : optionFor(board, node, answer);
}
