import type { Document } from '../ast/ast.ts';
import type { Code } from '../diagnostics/codes.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Flow } from '../graph/graph.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { Source } from '../source/source.ts';

/** What rules look at. */
export interface Subject {
  readonly flow: Flow;
  readonly machine: Machine;
  /** What the flow was read from, for fixes and the places of words. */
  readonly source: Source;
  readonly document: Document;
}

/** An opinion about a flow. One file each, named like its code. */
export interface Rule {
  readonly code: Code;
  /** Looks at how things hang together, so it would misjudge a flow from which a mistake left something out. */
  readonly isAboutWhole?: true;
  readonly check: (subject: Subject, report: Report) => void;
}
