import { describe, expect, it } from 'vitest';
import type { Box, Layout, Point, Route } from '../../src/layout/layout.ts';
import { findHops } from '../../src/render/hops.ts';
import { render } from '../../src/render/render.ts';
import { empty, gallery, points, route } from './fixtures.ts';
import { elementsNamed, readXml, withAttribute } from './xml.ts';

function pathsOf(routes: readonly Route[], id: string, layout: Layout = empty): readonly string[] {
  const root = readXml(render({ ...layout, routes }));
  const [group] = withAttribute(root, 'data-edge', id);
  return group === undefined ? [] : elementsNamed(group, 'path').map((path) => path.attributes.get('d') ?? '');
}

function lineOf(...numbers: readonly number[]): string | undefined {
  return pathsOf([route('e1', 'a', 'b', points(...numbers))], 'e1')[0];
}

describe('lines', () => {
  it('run straight and end within the arrowhead', () => {
    expect(lineOf(0, 10, 100, 10)).toBe('M0 10H93.5');
    expect(lineOf(10, 100, 10, 0)).toBe('M10 100V6.5');
  });

  it('bend with a radius of six, less where pieces are short', () => {
    expect(lineOf(0, 0, 50, 0, 50, 50)).toBe('M0 0H44Q50 0 50 6V43.5');
    expect(lineOf(0, 0, 50, 0, 50, 8, 100, 8)).toBe('M0 0H46Q50 0 50 4V4Q50 8 54 8H93.5');
  });

  it('leave out points that are no corners', () => {
    expect(lineOf(0, 0, 20, 0, 20, 0, 50, 0, 50, 30, 50, 60)).toBe('M0 0H44Q50 0 50 6V53.5');
  });

  it('draw nothing for a way without length', () => {
    expect(pathsOf([route('e1', 'a', 'b', [])], 'e1')).toEqual([]);
    expect(pathsOf([route('e1', 'a', 'b', points(5, 5, 5, 5))], 'e1')).toEqual([]);
  });
});

describe('arrowheads', () => {
  it('touch the outline they point at', () => {
    for (const way of gallery.routes) {
      const target = gallery.boxes.find((box) => box.id === way.to);
      const head = pathsOf(gallery.routes, way.id, gallery)[1] ?? '';
      const tip = tipOf(head, way.reply);
      expect(tip).toEqual(way.points.at(-1));
      if (target !== undefined) expect(distanceToOutline(tip, target), way.id).toBeLessThan(1);
    }
  });

  it('are eight pixels long and point along the last piece', () => {
    expect(pathsOf([route('e1', 'a', 'b', points(0, 10, 100, 10))], 'e1')[1]).toBe('M100 10L92 13.6L93.5 10L92 6.4Z');
    expect(pathsOf([route('e1', 'a', 'b', points(10, 0, 10, 100))], 'e1')[1]).toBe('M10 100L6.4 92L10 93.5L13.6 92Z');
  });

  it('are open on a reply', () => {
    expect(pathsOf([route('e1', 'a', 'b', points(0, 10, 100, 10), { reply: true })], 'e1')[1]).toBe(
      'M92 13.6L100 10L92 6.4',
    );
  });
});

function tipOf(head: string, isOpen: boolean): Point {
  const corners = [...head.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  return corners[isOpen ? 1 : 0] ?? { x: Number.NaN, y: Number.NaN };
}

function distanceToOutline({ x, y }: Point, { shape, frame }: Box): number {
  const [dx, dy] = [Math.abs(x - frame.x - frame.width / 2), Math.abs(y - frame.y - frame.height / 2)];
  const [halfWidth, halfHeight] = [frame.width / 2, frame.height / 2];
  switch (shape) {
    case 'circle':
      return Math.abs(Math.hypot(dx, dy) - halfWidth);
    case 'diamond':
      return Math.abs(dx / halfWidth + dy / halfHeight - 1) * Math.min(halfWidth, halfHeight);
    case 'rectangle':
    case 'taskbox':
      return Math.max(Math.abs(Math.max(dx - halfWidth, dy - halfHeight)), 0);
  }
}

describe('hops', () => {
  const level = points(0, 50, 200, 50);
  const upright = (x: number): readonly Point[] => points(x, 0, x, 100);

  it('lie on the level line, where it crosses an upright one', () => {
    const [first, second] = findHops([level, upright(80)]);
    expect(first?.get(0)).toEqual([{ x: 80, radius: 5 }]);
    expect(second?.size).toBe(0);
  });

  it('bow upwards, whichever way the line runs', () => {
    const routes = (way: readonly Point[]): Route[] => [route('e1', 'a', 'b', way), route('e2', 'c', 'd', upright(80))];
    expect(pathsOf(routes(level), 'e1')[0]).toBe('M0 50H75A5 5 0 0 1 85 50H193.5');
    expect(pathsOf(routes(level.toReversed()), 'e1')[0]).toBe('M200 50H85A5 5 0 0 0 75 50H6.5');
  });

  it('are made on the right piece of a bent line, in its order', () => {
    const bent = points(0, 0, 0, 50, 200, 50, 200, 90, 20, 90);
    const [hops] = findHops([bent, upright(60), upright(120)]);
    expect([...(hops ?? [])].map(([piece, list]) => [piece, list.map((hop) => hop.x)])).toEqual([
      [1, [60, 120]],
      [3, [60, 120]],
    ]);
  });

  it('share the room between close neighbors', () => {
    const [hops] = findHops([level, upright(80), upright(88)]);
    expect(hops?.get(0)).toEqual([
      { x: 80, radius: 4 },
      { x: 88, radius: 4 },
    ]);
  });

  it('are not made where lines only meet', () => {
    const touching = [points(80, 0, 80, 50), points(0, 0, 0, 100), points(80, 50, 80, 100), points(200, 20, 200, 80)];
    for (const other of touching) expect(findHops([level, other])[0]?.size, JSON.stringify(other)).toBe(0);
  });

  it('are left out where a bend or an arrowhead leaves no room', () => {
    expect(findHops([level, upright(8)])[0]?.size).toBe(0);
    expect(findHops([level, upright(10)])[0]?.get(0)).toEqual([{ x: 10, radius: 3 }]);
  });

  it('count lines on top of one another once', () => {
    expect(findHops([level, upright(80), upright(80)])[0]?.get(0)).toHaveLength(1);
  });

  it('are left out of dots', () => {
    const dotted = [route('e1', 'a', 'b', level, { implicit: true }), route('e2', 'c', 'd', upright(80))];
    expect(pathsOf(dotted, 'e1')[0]).toBe('M0 50H193.5');
  });
});
