import { describe, expect, it } from 'vitest';
import { place } from '../../src/layout/place.ts';
import { flowOf } from './make-flow.ts';
import { brokenRules } from './rules.ts';

function circle(label: string): { lines: readonly string[]; diameter: number } {
  const flow = flowOf(`A {\n  n1: circle label:"${label}"\n}`);
  const layout = place(flow, { effort: 'fast' });
  expect(brokenRules(flow, layout)).toEqual([]);
  const [box] = layout.boxes;
  if (box === undefined) throw new Error('one node, one box');
  return { lines: box.text.lines.map((line) => line.text), diameter: box.frame.width };
}

describe('a circle', () => {
  it.each(['Protected', 'Subscription cancelled', 'Order acknowledgement received', 'Bestellbestätigung'])(
    'keeps the words of %s whole',
    (label) => {
      expect(circle(label).lines.join(' ')).toBe(label);
    },
  );

  it('is no larger than its words need', () => {
    expect(circle('Start').diameter).toBe(48);
    expect(circle('Protected').diameter).toBeLessThanOrEqual(74);
  });

  it('breaks what would make it huge, and writing without spaces', () => {
    expect(circle('y'.repeat(60)).diameter).toBeLessThan(200);
    expect(circle('日本語のテキスト').lines.length).toBeGreaterThan(1);
  });

  it('cuts a long text between words', () => {
    const { lines } = circle('one more word '.repeat(40));
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toMatch(/…$/);
  });
});
