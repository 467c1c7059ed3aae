import type { Document } from '../ast/ast.ts';
import type { Code } from '../diagnostics/codes.ts';
import type { Related, Report } from '../diagnostics/diagnostic.ts';
import type { Flow } from '../graph/graph.ts';
import type { Exploration, Finding, Witness } from '../interpreter/exploration.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { Source, Span } from '../source/source.ts';

/** What rules look at. */
export interface Subject {
  readonly flow: Flow;
  readonly machine: Machine;
  /** What the flow was read from, for fixes and the places of words. */
  readonly source: Source;
  readonly document: Document;
  /** All runs; undefined when they were not tried out. */
  readonly exploration?: Exploration | undefined;
}

/** An opinion about a flow. One file each, named like its code. */
export interface Rule {
  readonly code: Code;
  /** Looks at how things hang together, so it would misjudge a flow from which a mistake left something out. */
  readonly isAboutWhole?: true;
  readonly check: (subject: Subject, report: Report) => void;
}

/** An opinion about what trying out all runs has found. One file each, named like its code. */
export interface RunRule<Kind extends Finding['kind'] = Finding['kind']> {
  readonly code: Code;
  readonly tell: (subject: Subject, finding: Extract<Finding, { kind: Kind }>) => Telling;
}

/** A finding in words. */
export interface Telling {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
  readonly related?: readonly Related[];
  readonly steps?: readonly Related[];
  /** A run that shows it, where the finding has none of its own. */
  readonly witness?: Witness;
}

/** A finding that is told, and what follows from it. */
export interface Trouble {
  readonly root: Finding;
  readonly effects: readonly Finding[];
}

type FindingOf<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>;
/** What runs do not get out of. */
export type Trap = FindingOf<'endless-run' | 'no-way-left'>;
/** What comes of tokens that catch up with each other. */
export type Clash = FindingOf<'merged-tokens' | 'end-reached-twice' | 'order-dependent'>;
export type DeadEdge = FindingOf<'dead-edge'>;
