import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { placeCompiled } from '../../src/draw.ts';
import { highlightOfCoverage, highlightOfRun, highlightOfTrace } from '../../src/highlight.ts';
import { coverageOf } from '../../src/interpreter/coverage.ts';
import type { Machine, Run } from '../../src/interpreter/machine.ts';
import { simulate } from '../../src/interpreter/simulate.ts';
import { begin, goTo } from '../../src/interpreter/step.ts';
import { readTrace, traceLines } from '../../src/interpreter/trace.ts';
import type { Layout, Rect } from '../../src/layout/layout.ts';
import type { Compared, Highlight, Visited, Visits } from '../../src/render/highlight.ts';
import { render } from '../../src/render/render.ts';
import { themes } from '../../src/render/theme.ts';
import { sourceOf } from '../../src/source/source.ts';
import { empty, gallery } from './fixtures.ts';
import { allElements, type Element, elementsNamed, readXml, textOf, withAttribute } from './xml.ts';

const never: Visits = { count: 0, steps: [], isNow: false, isUnreachable: false };

function visited(...steps: readonly number[]): Visits {
  return { ...never, count: steps.length, steps };
}

/** Start, ask, review, fair, repair, review again, and now at the decision; the last edge is the token's. */
const trace: Highlight = {
  look: 'trace',
  caption: 'A run after 6 steps, waiting for an answer at As promised?',
  nodes: new Map([
    ['start', visited(1)],
    ['ask', visited(2)],
    ['review', visited(3, 6)],
    ['fair', { ...visited(4), isNow: true }],
    ['repair', visited(5)],
  ]),
  edges: new Map([
    ['e1', visited(1)],
    ['e2', visited(2)],
    ['e3', { ...visited(3, 6), isNow: true }],
    ['e5', visited(4)],
    ['e6', visited(5)],
  ]),
  loops: new Map(),
};

const hits = (count: number): Visits => ({ ...never, count });
const out: Visits = { ...never, isUnreachable: true };

const coverage: Highlight = {
  look: 'coverage',
  caption: 'Coverage: nodes 7 of 9 (77 %), edges 8 of 12 (66 %)',
  nodes: new Map([
    ...['start', 'ask', 'review', 'fair', 'refund', 'wait'].map(
      (id, at) => [id, hits(at === 2 ? 12_345 : at + 1)] as const,
    ),
    ['end', out],
  ]),
  edges: new Map([
    ...['e1', 'e2', 'e3', 'e4', 'e10', 'loop2', 'e7', 'e8'].map((id, at) => [id, hits(10 ** at)] as const),
    ['e11', out],
    ['e13', out],
  ]),
  loops: new Map([['loop1', 'left without a round: 3']]),
};

const changes: Compared = {
  look: 'diff',
  caption: 'Changes: 3 added, 2 removed, 3 changed',
  lanes: new Map([['a', { mark: 'changed', words: 'label "Shop" is now "Workshop"' }]]),
  nodes: new Map([
    ['ask', { mark: 'added', words: '' }],
    ['refund', { mark: 'removed', words: '' }],
    ['pay', { mark: 'changed', words: 'label "Pay" is now "Pay back"' }],
  ]),
  edges: new Map([
    ['e1', { mark: 'added', words: '' }],
    ['e4', { mark: 'removed', words: '' }],
    ['e9', { mark: 'changed', words: 'label "No" is now "Not at all"' }],
    ['loop2', { mark: 'added', words: '' }],
  ]),
  loops: new Map([['loop1', { mark: 'changed', words: 'condition "a" is now "b"' }]]),
};

const looks = { trace, coverage, changes };

const rasterizer = 'rsvg-convert';

const texts = {
  seed: readFileSync(join(import.meta.dirname, '../flows/seed.txt'), 'utf8'),
  example: readFileSync(join(import.meta.dirname, '../../examples/01-two-factor.flow'), 'utf8'),
};

interface Painted {
  readonly name: string;
  readonly layout: Layout;
  readonly highlight: Highlight;
}

/** Everything that is drawn here: by hand and from flows. */
const paintings: readonly Painted[] = [
  ...Object.entries(looks).map(([name, highlight]) => ({ name: `gallery, ${name}`, layout: gallery, highlight })),
  ...Object.entries(texts).flatMap(([name, text]) => {
    const compiled = compile(sourceOf(`${name}.flow`, text));
    const layout = placeCompiled(compiled, { effort: 'fast' });
    const run = simulate(compiled.machine, { policy: 'worst' });
    return [
      { name: `${name}, trace`, layout, highlight: highlightOfRun(goTo(run, run.length - 2)) },
      { name: `${name}, coverage`, layout, highlight: highlightOfCoverage(coverageOf(compiled.machine, [run])) },
    ];
  }),
];

function draw(layout: Layout, highlight?: Highlight): Element {
  return readXml(render(layout, { ...(highlight && { highlight }) }));
}

function part(root: Element, name: string, value: string): Element {
  const [found] = withAttribute(root, name, value).filter((element) => element.name === 'g');
  if (found === undefined) throw new Error(`no part with ${name}=${value}`);
  return found;
}

function layerOf(root: Element, name: string): Element {
  return part(root, 'class', `lf-${name}`);
}

describe('a painted drawing', () => {
  for (const [name, highlight] of Object.entries(looks)) {
    it(`is as it was: ${name}`, async () => {
      await expect(render(gallery, { theme: 'light', highlight })).toMatchFileSnapshot(`golden/${name}.svg`);
    });
  }

  for (const { name, layout, highlight } of paintings) {
    it(`has everything where it was: ${name}`, () => {
      const [plain, painted] = [draw(layout), draw(layout, highlight)];
      expect(geometryOf(painted)).toEqual(geometryOf(plain));
      expect(painted.attributes.get('width')).toBe(plain.attributes.get('width'));
      const grown = Number(painted.attributes.get('height')) - layout.size.height;
      expect(grown).toBeGreaterThan(0);
      expect(grown).toBeLessThan(80);
    });

    it(`hides no text, arrowhead, token or other mark: ${name}`, () => {
      const root = draw(layout, highlight);
      const badges = badgesOf(root);
      expect(badges.length).toBeGreaterThan(0);
      const hidden = [...solidParts(layout, root), ...badges];
      for (const badge of badges) {
        expect(hidden.filter((each) => each !== badge && overlap(each, badge))).toEqual([]);
        expect(badge.y + badge.height).toBeLessThanOrEqual(layout.size.height);
      }
    });

    it(`has its legend inside the page: ${name}`, () => {
      const root = draw(layout, highlight);
      const legend = elementsNamed(layerOf(root, 'legend'), 'text');
      for (const text of legend) {
        expect(Number(text.attributes.get('y'))).toBeGreaterThan(layout.size.height);
        expect(Number(text.attributes.get('y'))).toBeLessThan(Number(root.attributes.get('height')));
      }
      expect(legend.map(textOf).join(' ')).toContain(highlight.caption);
    });
  }

  it('is told apart without color', () => {
    const form = (root: Element, name: string, value: string): string =>
      JSON.stringify(
        allElements(part(root, name, value))
          .filter(({ name: kind, attributes }) => kind === 'rect' || (kind === 'path' && attributes.has('stroke')))
          .map(({ attributes }) => ['stroke-width', 'stroke-dasharray'].map((key) => attributes.get(key))),
      );
    const [traced, covered] = [draw(gallery, trace), draw(gallery, coverage)];
    const compared = draw(gallery, changes);
    expect(new Set(['ask', 'refund', 'pay', 'review'].map((id) => form(compared, 'data-node', id))).size).toBe(4);
    expect(new Set(['e1', 'e4', 'e9', 'e2'].map((id) => form(compared, 'data-edge', id))).size).toBe(4);
    expect(form(traced, 'data-node', 'ask')).not.toBe(form(traced, 'data-node', 'refund'));
    expect(form(traced, 'data-edge', 'e1')).not.toBe(form(traced, 'data-edge', 'e9'));
    const nodes = [hits(1), hits(0), out].map((visits) => {
      return form(draw(gallery, { ...coverage, nodes: new Map([['pay', visits]]) }), 'data-node', 'pay');
    });
    expect(new Set(nodes).size).toBe(3);
    const edges = ['e1', 'e9', 'e11'].map((id) => form(covered, 'data-edge', id));
    expect(new Set(edges).size).toBe(3);
  });

  it('tells what was visited, to pages, to pointers and to those who hear it', () => {
    const root = draw(gallery, trace);
    const review = part(root, 'data-node', 'review').attributes;
    expect(['data-visited', 'data-count', 'data-steps', 'data-now'].map((name) => review.get(name))).toEqual([
      'true',
      '2',
      '3 6',
      undefined,
    ]);
    const tip = (name: string, value: string): string =>
      elementsNamed(part(root, name, value), 'title')
        .map(textOf)
        .join();
    expect(tip('data-node', 'review')).toBe('Takes two days.\nvisited 2 times, at steps 3, 6');
    expect(tip('data-node', 'pay')).toBe('not visited');
    expect(tip('data-edge', 'e3')).toBe('visited 2 times, at steps 3, 6; a token is here');
    expect(review.get('aria-label')).toMatch(/; visited 2 times, at steps 3, 6$/);
    expect(part(root, 'data-node', 'pay').attributes.get('data-visited')).toBe('false');
    const outline = elementsNamed(root, 'desc').map(textOf).join();
    expect(outline.split('\n').slice(-3)).toEqual([
      'A run after 6 steps, waiting for an answer at As promised?.',
      'Path: Start → Send the parcel back → Look at the goods → As promised? → Repair → Look at the goods.',
      'A token stands at: As promised?.',
    ]);
  });

  it('tells what coverage lacks', () => {
    const root = draw(gallery, coverage);
    expect(part(root, 'data-node', 'end').attributes.get('data-unreachable')).toBe('true');
    const outline = elementsNamed(root, 'desc').map(textOf).join();
    expect(outline).toContain('\nNot covered: Repair; Pay; Book; As promised? → Repair;');
    expect(outline).toContain('\nCannot be reached: Done; Wait → Done;');
    const loop = elementsNamed(part(root, 'data-loop', 'loop1'), 'title').map(textOf);
    expect(loop).toEqual(['until as promised\nleft without a round: 3']);
    expect(elementsNamed(layerOf(root, 'badges'), 'text').map(textOf)).toEqual(
      expect.arrayContaining(['12k', '1M', '0']),
    );
  });

  it('tells what changed, to pages, to pointers and to those who hear it', () => {
    const root = draw(gallery, changes);
    const pay = part(root, 'data-node', 'pay').attributes;
    expect(pay.get('data-change')).toBe('changed');
    expect(pay.get('aria-label')).toMatch(/; changed: label "Pay" is now "Pay back"$/);
    expect(part(root, 'data-node', 'review').attributes.get('data-change')).toBeUndefined();
    expect(part(root, 'data-lane', 'a').attributes.get('data-change')).toBe('changed');
    const loop = part(root, 'data-loop', 'loop1');
    expect(loop.attributes.get('data-change')).toBe('changed');
    expect(elementsNamed(loop, 'title').map(textOf)).toEqual(['until as promised\nchanged: condition "a" is now "b"']);
    const outline = elementsNamed(root, 'desc').map(textOf).join();
    expect(outline.split('\n').slice(-4)).toEqual([
      'Changes: 3 added, 2 removed, 3 changed.',
      expect.stringMatching(/^Added: Send the parcel back; Start → Send the parcel back; /),
      expect.stringMatching(/^Removed: /),
      expect.stringMatching(
        /^Changed: lane .* \(label "Shop" is now "Workshop"\); Pay \(label .*; loop until as promised \(condition/,
      ),
    ]);
    const badges = elementsNamed(layerOf(root, 'badges'), 'text').map(textOf);
    expect(new Set(badges)).toEqual(new Set(['+', '−', '~']));
    expect(elementsNamed(layerOf(root, 'legend'), 'text').map(textOf)).toEqual([
      changes.caption,
      '+ added',
      '− removed',
      '~ changed',
      'as before',
    ]);
  });

  it('leaves alone what is not drawn', () => {
    const stranger = { ...trace, nodes: new Map([['nobody', visited(1)]]), edges: new Map() };
    expect(withAttribute(draw(gallery, stranger), 'data-visited', 'true')).toEqual([]);
    expect(draw(empty, stranger).attributes.get('width')).toBe('40');
  });

  it('numbers nothing that is only passed once in a trace', () => {
    const once = { ...trace, nodes: new Map([['ask', visited(1)]]), edges: new Map([['e1', visited(1)]]) };
    expect(elementsNamed(layerOf(draw(gallery, once), 'badges'), 'text')).toEqual([]);
  });

  it.skipIf(spawnSync(rasterizer, ['--version']).error !== undefined)(
    'is the same picture for programs that know no custom properties',
    () => {
      const picture = (input: string): Buffer => spawnSync(rasterizer, ['-z', '0.5'], { input }).stdout;
      for (const highlight of Object.values(looks)) {
        for (const theme of themes) {
          const svg = render(gallery, { theme, highlight });
          expect(picture(svg).equals(picture(svg.replace(/<style>.*<\/style>/s, '')))).toBe(true);
        }
      }
    },
  );
});

/** By id: the numbers and texts of everything inside, badges and hatching apart. */
function geometryOf(root: Element): ReadonlyMap<string, unknown> {
  const kept = ['x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'rx', 'd', 'transform', 'font-size'];
  const shapes = (group: Element): unknown[] =>
    allElements(group)
      .filter(({ name, attributes }) => name !== 'title' && attributes.get('class') !== 'lf-miss-hatch')
      .map((element) => [element.name, ...kept.map((key) => element.attributes.get(key)), textIn(element)]);
  const parts = withAttribute(root, 'id').filter(({ name }) => name === 'g');
  return new Map(parts.map((group) => [group.attributes.get('id') ?? '', shapes(group)]));
}

function textIn(element: Element): string {
  return ['text', 'tspan'].includes(element.name) ? textOf(element) : '';
}

function badgesOf(root: Element): readonly Rect[] {
  return allElements(layerOf(root, 'badges')).flatMap(({ name, attributes }) => {
    const of = (key: string): number => Number(attributes.get(key));
    if (name === 'rect') return [{ x: of('x'), y: of('y'), width: of('width'), height: of('height') }];
    const r = of('r');
    return name === 'circle' ? [{ x: of('cx') - r, y: of('cy') - r, width: 2 * r, height: 2 * r }] : [];
  });
}

/** Plates of labels, tabs and badges of loops, letters in boxes, arrowheads. */
function solidParts(layout: Layout, root: Element): readonly Rect[] {
  const plates = layout.routes.flatMap(({ label }) => (label === undefined ? [] : [label.frame]));
  const tabs = layout.loops.flatMap(({ frames }) => frames.map(({ tab }) => tab.frame));
  const letters = layout.boxes.flatMap(({ text, note }) =>
    [text, ...(note === undefined ? [] : [note])].flatMap(({ lines, fontSize }) =>
      lines.map(({ x, y, width }) => ({
        x: x - width / 2,
        y: y - fontSize * 0.7,
        width,
        height: fontSize * 0.75,
      })),
    ),
  );
  const heads = elementsNamed(layerOf(root, 'edges'), 'path')
    .filter(({ attributes }) => /head/.test(attributes.get('class') ?? ''))
    .map(({ attributes }) => bounds(attributes.get('d') ?? ''));
  const loopBadges = elementsNamed(layerOf(root, 'marks'), 'circle').map(({ attributes }) => {
    const [cx, cy, r] = ['cx', 'cy', 'r'].map((key) => Number(attributes.get(key)));
    return { x: (cx ?? 0) - (r ?? 0), y: (cy ?? 0) - (r ?? 0), width: 2 * (r ?? 0), height: 2 * (r ?? 0) };
  });
  return [...plates, ...tabs, ...letters, ...heads, ...loopBadges];
}

function bounds(path: string): Rect {
  const points = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function overlap(a: Rect, b: Rect): boolean {
  const touch = 0.05;
  return (
    a.x < b.x + b.width - touch &&
    b.x < a.x + a.width - touch &&
    a.y < b.y + b.height - touch &&
    b.y < a.y + a.height - touch
  );
}

describe('the highlight of a run', () => {
  const { machine } = compile(sourceOf('seed.flow', texts.seed));
  const run = simulate(machine, { answers: new Map([['n13', ['No', 'Yes']]]) });

  it('has the steps of every node and edge, and no token when the run is over', () => {
    const { nodes, edges, caption } = highlightOfRun(run);
    expect(caption).toBe('A run of 20 steps, completed at End');
    expect(nodes.get('n13')).toEqual({ ...never, count: 2, steps: [10, 13] });
    expect([...nodes.values(), ...edges.values()].filter(({ isNow }) => isNow)).toEqual([]);
    expect([...edges.values()].reduce((sum, { count }) => sum + count, 0)).toBe(19);
  });

  it('has tokens where an unfinished run stands, from the first step on', () => {
    expect(nowOf(highlightOfRun(begin(machine)))).toBe('n1');
    expect(nowOf(highlightOfRun(goTo(run, 9)))).toMatch(/^n13 e\d+$/);
    expect(highlightOfRun(goTo(run, 9)).caption).toBe(
      'A run after 9 steps, waiting for an answer at Code valid?'.replace('waiting for an answer', waits(run, 9)),
    );
  });

  it('is that of its trace', () => {
    for (const each of [run, goTo(run, 9), simulate(machine, { policy: 'worst', maxSteps: 8 })]) {
      expect(highlightOfTrace(machine, traceOf(each))).toEqual(highlightOfRun(each));
    }
  });

  it('is as much of a trace as still has a name when the flow has changed', () => {
    const other = compile(sourceOf('seed.flow', texts.seed.replace(/^.*n2 ?-> .*$|.*n2\.handle.*-> .*$/m, ''))).machine;
    const painted = highlightOfTrace(other, traceOf(run));
    expect(painted.nodes).toEqual(highlightOfRun(run).nodes);
  });

  it('is that of a trace of a machine whose replies carry tokens', () => {
    const text =
      'A { # A\n a: rectangle label:"a"\n a -> B.b\n c: circle label:"c"\n}\nB { # B\n b: rectangle label:"b"\n b -> A.a\n b -> A.c\n}';
    const source = sourceOf('a.flow', text);
    const strict = compile(source, { strictTokens: true }).machine;
    const run = simulate(strict, { maxSteps: 5 });
    expect(highlightOfTrace(compile(source).machine, traceOf(run))).toEqual(highlightOfRun(run));
  });
});

function waits(run: Run, steps: number): string {
  return goTo(run, steps).status.kind === 'waiting' ? 'waiting for an answer' : 'about to go on';
}

function nowOf({ nodes, edges }: Visited): string {
  return [...nodes, ...edges].flatMap(([id, { isNow }]) => (isNow ? [id] : [])).join(' ');
}

function traceOf(run: Run): Parameters<typeof highlightOfTrace>[1] {
  const title = { flow: 'seed.flow', hash: 'sha256:0', policy: 'happy', seed: 1 } as const;
  const read = readTrace([...traceLines(run, title)].join('\n'));
  if (read.kind !== 'trace') throw new Error(`line ${read.line}: ${read.why}`);
  return read.trace;
}

describe('the highlight of coverage', () => {
  it('tells how much of what can be reached was covered', () => {
    const text = `${texts.example}\nLost { # Lost\n x1: rectangle label:"Nobody comes here"\n x2: rectangle label:"Nor here"\n x1 -> x2\n x2 -> x1\n}\n`;
    const machine: Machine = compile(sourceOf('lost.flow', text)).machine;
    const { caption, nodes, loops } = highlightOfCoverage(coverageOf(machine, [simulate(machine)]));
    expect(caption).toBe('Coverage: nodes 13 of 18 (72 %), edges 13 of 20 (65 %), rounds of loops 1 of 3 (33 %)');
    expect([nodes.get('x1'), nodes.get('n1'), nodes.get('n13')]).toEqual([out, hits(1), never]);
    expect([...loops.values()]).toEqual([
      'left without a round: 1; left after one round: 0; came to its limit, or to two rounds: 0',
    ]);
  });
});
