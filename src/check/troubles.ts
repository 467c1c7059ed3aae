/**
 * One mistake of an author shows in many ways: a branch that starts anew too early brings second tokens to all its
 * edges, ends its end twice and makes orders matter. The root of a trouble speaks for what follows from it.
 */

import type { NodeId } from '../graph/graph.ts';
import type { Exploration, Finding, WitnessStep } from '../interpreter/exploration.ts';
import { clashTroubles, nodesOfClash } from './clashes.ts';
import { deadTroubles } from './dead-edges.ts';
import type { Clash, DeadEdge, Subject, Trap, Trouble } from './rule.ts';
import { edgeIn } from './steps.ts';

type Remark = Exclude<Finding, Trap | Clash | DeadEdge>;

/** In no order. What is found in a trap is an effect of the trap. */
export function troublesOf(subject: Subject, { findings }: Exploration): Trouble[] {
  const traps = distinctTraps(findings.filter(isTrap));
  const dead = deadTroubles(subject, findings.filter(isDead));
  const clashes = findings.filter(isClash);
  const own = clashTroubles(
    subject,
    clashes.filter((clash) => trapOf(subject, clash, traps) === undefined),
  );
  const caught = traps.map((trap): Trouble => {
    const deadHere = dead.filter(({ root }) => isCaught(subject, root, trap));
    const effects = deadHere.flatMap((trouble) => [trouble.root, ...trouble.effects]);
    return { root: trap, effects: [...effects, ...clashes.filter((clash) => trapOf(subject, clash, traps) === trap)] };
  });
  const free = dead.filter(({ root }) => !traps.some((trap) => isCaught(subject, root, trap)));
  return [...caught, ...free, ...own, ...remarksBeside(subject, findings.filter(isRemark), traps, own)];
}

function isTrap(finding: Finding): finding is Trap {
  return finding.kind === 'endless-run' || finding.kind === 'no-way-left';
}

function isDead(finding: Finding): finding is DeadEdge {
  return finding.kind === 'dead-edge';
}

function isClash(finding: Finding): finding is Clash {
  const { kind } = finding;
  return kind === 'merged-tokens' || kind === 'end-reached-twice' || kind === 'order-dependent';
}

function isRemark(finding: Finding): finding is Remark {
  return finding.kind === 'early-end' || finding.kind === 'mixed-merge';
}

// ---- traps

/** Two parallel branches caught in two traps are found as a third one, which says nothing new. */
function distinctTraps(traps: readonly Trap[]): Trap[] {
  const taken = new Set<NodeId>();
  const small = traps.toSorted((a, b) => nodesOfTrap(a).length - nodesOfTrap(b).length);
  return small.filter((trap) => {
    const nodes = nodesOfTrap(trap);
    const isNew = !nodes.some((node) => taken.has(node));
    for (const node of nodes) taken.add(node);
    return isNew;
  });
}

function nodesOfTrap(trap: Trap): readonly NodeId[] {
  return trap.kind === 'endless-run' ? trap.nodes : [trap.at];
}

function isCaught({ flow }: Subject, finding: Finding, trap: Trap): boolean {
  if (finding.kind !== 'dead-edge') return false;
  return nodesOfTrap(trap).includes(edgeIn(flow, finding.edge)?.from.node ?? '');
}

/** The trap that a run of the finding goes through, or gets to. */
function trapOf(subject: Subject, finding: Clash | Remark, traps: readonly Trap[]): Trap | undefined {
  const near = new Set([...stepsIn(finding).map(({ node }) => node), ...nodesOfClash(subject)(finding)]);
  return traps.find((trap) => nodesOfTrap(trap).some((node) => near.has(node)));
}

function stepsIn(finding: Clash | Remark): readonly WitnessStep[] {
  if (finding.kind === 'order-dependent') return finding.witnesses[0].steps;
  return finding.kind === 'mixed-merge' ? finding.few.witness.steps : finding.witness.steps;
}

// ---- remarks

/** What is only remarkable is told where nothing is wrong. Of ends, only a circle looks as if the run were over. */
function remarksBeside(
  subject: Subject,
  remarks: readonly Remark[],
  traps: readonly Trap[],
  clashes: readonly Trouble[],
): Trouble[] {
  const involved = new Set(clashes.flatMap(({ root, effects }) => [root, ...effects]).flatMap(nodesOfClash(subject)));
  const told = remarks.filter((remark) => {
    const isShown = remark.kind !== 'early-end' || subject.flow.nodes.get(remark.node)?.shape === 'circle';
    return isShown && !involved.has(remark.node) && trapOf(subject, remark, traps) === undefined;
  });
  return told.map((root) => ({ root, effects: [] }));
}
