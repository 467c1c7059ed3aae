import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import { type Diagnostic, hasErrors } from '../../src/diagnostics/diagnostic.ts';
import type { Flow } from '../../src/graph/graph.ts';
import { resolve } from '../../src/graph/resolve.ts';
import { parse } from '../../src/parser/parse.ts';
import { isRead, type Known, type Slip } from '../../src/parser/slips/slip.ts';
import { allSlips, explain } from '../../src/parser/slips/tables.ts';
import { sourceOf } from '../../src/source/source.ts';
import { damagedDocuments } from '../documents.ts';

/* Every slip has an example, which must be explained by that slip and by no other. */

describe('the tables of slips', () => {
  it.each(allSlips.map((slip) => [slip.example, slip] as const))('explain %s', (example, slip) => {
    expect(explain({ text: example, rest: restOf(slip) }, known)?.slip.example).toBe(example);
  });

  it.each(allSlips.map((slip) => [slip.example, slip] as const))('tell %s once, and mend it', (example, slip) => {
    const text = documentWith(example);
    const errors = errorsIn(text);
    expect(errors).toHaveLength(1);
    if (slip.instead !== undefined) expect(errorsIn(applyFixes(text, errors, { unsafe: true }).text)).toEqual([]);
  });

  it('have one example each', () => {
    const examples = allSlips.map((slip) => slip.example);
    expect(examples.filter((example, index) => examples.indexOf(example) !== index)).toEqual([]);
  });
});

describe('safe fixes', () => {
  it('leave the flow of any damaged document as it was read', () => {
    fc.assert(fc.property(damagedDocuments, keepsFlow), { seed: 5, numRuns: 1_500 });
  });
});

const known: Known = {
  nodes: new Set(['n1', 'n2', 'n3', 'n4', 'n5']),
  lanes: new Set(['Baker', 'Oven']),
  labels: new Map([['Its label', 'n5']]),
};

/** A flow in which `known` is true. */
function documentWith(line: string): string {
  const nodes = ['n1: circle', 'n2: rectangle', 'n3: rectangle', 'n4: rectangle', 'n5: rectangle label:"Its label"'];
  return `Baker {\n${[...nodes, line].join('\n')}\n}\nOven {\n}\n`;
}

/** Where the words begin that follow a whole statement. */
function restOf({ example, of }: Slip): number | undefined {
  if (of !== 'rest') return undefined;
  const ends = Array.from(example, (_char, index) => index).filter((end) => isRead(example.slice(0, end).trimEnd()));
  return ends.at(-1);
}

function errorsIn(text: string): Diagnostic[] {
  return parse(sourceOf('slip.flow', text)).diagnostics.filter((diagnostic) => hasErrors([diagnostic]));
}

function keepsFlow(text: string): void {
  const before = diagnose(text);
  for (const diagnostic of before.diagnostics) {
    if (!diagnostic.fixes.some((fix) => fix.safe)) continue;
    const after = diagnose(applyFixes(text, [diagnostic], { unsafe: false }).text);
    const tell = (flow: Flow) => ({ text, code: diagnostic.code, flow: meaningOf(flow, moves.has(diagnostic.code)) });
    expect(tell(after.flow)).toEqual(tell(before.flow));
  }
}

/** A statement that moves alone, past others that should move too, gets another number. */
const moves: ReadonlySet<string> = new Set(['edge-in-foreign-lane', 'statement-outside-lane']);

function diagnose(text: string): { readonly diagnostics: readonly Diagnostic[]; readonly flow: Flow } {
  const source = sourceOf('slip.flow', text);
  const document = parse(source);
  const flow = resolve(document.value, source);
  return { diagnostics: [...document.diagnostics, ...flow.diagnostics], flow: flow.value };
}

function meaningOf(flow: Flow, isUnnumbered: boolean): unknown {
  if (!isUnnumbered) return JSON.stringify(flow, withoutSpans);
  const unnumbered = (list: readonly object[]): string[] =>
    list.map((item) => JSON.stringify({ ...item, id: undefined }, withoutSpans)).sort();
  return {
    ...flow,
    lanes: flow.lanes.length,
    nodes: [...flow.nodes.keys()],
    edges: unnumbered(flow.edges),
    loops: unnumbered(flow.loops),
  };
}

function withoutSpans(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  return typeof value === 'object' && value !== null && 'span' in value ? { ...value, span: undefined } : value;
}
