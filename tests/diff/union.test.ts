import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffFlows } from '../../src/diff/diff.ts';
import { unionOf } from '../../src/diff/union.ts';
import { flowOf, randomFlow } from '../layout/make-flow.ts';

const flows = fc
  .record({
    seed: fc.nat({ max: 100_000 }),
    nodes: fc.integer({ min: 3, max: 20 }),
    lanes: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ seed, nodes, lanes }) => flowOf(randomFlow(seed, { nodes, lanes })));

describe('the union of two flows', () => {
  it('is the new flow and every part that is gone, each with its change', () => {
    fc.assert(
      fc.property(flows, flows, (before, after) => {
        const changes = diffFlows(before, after);
        const { flow, changes: parts } = unionOf(changes);
        const kept = (what: string): number =>
          changes.changes.filter((c) => c.what === what && c.kind === 'removed').length;
        expect(flow.lanes.length).toBe(after.lanes.length + kept('lane'));
        expect(flow.nodes.size).toBe(after.nodes.size + kept('node'));
        const led = changes.changes
          .filter((c) => c.what === 'edge' && c.kind === 'changed')
          .filter((c) => {
            return 'aspects' in c && c.aspects.some(({ kind }) => kind === 'from' || kind === 'to');
          });
        expect(flow.edges.length).toBe(after.edges.length + kept('edge') + led.length);
        expect(new Set(flow.edges.map(({ id }) => id)).size).toBe(flow.edges.length);
        for (const [id, node] of after.nodes) expect(flow.nodes.get(id)).toBe(node);
        for (const { from, to } of flow.edges)
          for (const { node } of [from, to]) expect(flow.nodes.has(node)).toBe(true);
        expect(flow.lanes.flatMap(({ nodes }) => nodes).toSorted()).toEqual([...flow.nodes.keys()].toSorted());
        for (const change of changes.changes) {
          if (change.what === 'node' || change.what === 'edge')
            expect([...parts[`${change.what}s`].values()]).toContainEqual(change);
        }
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});
