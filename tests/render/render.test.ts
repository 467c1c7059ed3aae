import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../src/layout/layout.ts';
import { render } from '../../src/render/render.ts';
import { themes } from '../../src/render/theme.ts';
import { box, empty, gallery, labelAt, laneBox, points, rect, route, tabbed, textIn } from './fixtures.ts';
import { allElements, type Element, elementsNamed, readXml, textOf, withAttribute } from './xml.ts';

function draw(layout: Layout, options?: Parameters<typeof render>[1]): Element {
  return readXml(render(layout, options));
}

function one(root: Element, name: string, value?: string): Element {
  const [found, ...others] = withAttribute(root, name, value);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} elements with ${name}=${value}`);
  return found;
}

/** One node, one lane, one edge and one loop that all say the same. */
function saying(text: string): Layout {
  const frame = rect(60, 40, 140, 48);
  return {
    ...empty,
    size: { width: 400, height: 200 },
    title: textIn(rect(0, 0, 400, 30), text),
    description: text,
    lanes: [laneBox('a', text, rect(10, 30, 380, 160))],
    boxes: [box('n1', 'rectangle', frame, text, { description: text })],
    routes: [
      route('e1', 'n1', 'n1', points(200, 60, 300, 60, 300, 120, 100, 120, 100, 88), { label: labelAt(text, 250, 60) }),
    ],
    loops: [
      {
        id: 'loop1',
        number: undefined,
        condition: text,
        members: ['n1'],
        frames: [tabbed(frame, ['n1'], `↻ ${text}`)],
        marked: [],
      },
    ],
  };
}

function run(program: string, args: readonly string[], input = ''): SpawnSyncReturns<Buffer> {
  return spawnSync(program, args, { input });
}

const hasXmllint = run('xmllint', ['--version']).error === undefined;
const hasRsvg = run('rsvg-convert', ['--version']).error === undefined;

describe('the text of a drawing', () => {
  it('is as it was', async () => {
    await expect(render(gallery)).toMatchFileSnapshot('golden/gallery.svg');
  });

  it('is the same every time, whoever draws in between', () => {
    const first = render(gallery);
    render(empty, { theme: 'dark', idPrefix: 'other-' });
    expect(render(structuredClone(gallery))).toBe(first);
  });

  it('names neither a date, a script, a foreign object nor anything to fetch', () => {
    const svg = render(gallery);
    expect(svg).not.toMatch(/<script|foreignObject|<image|@import|@font-face|url\(|<use|xlink|data-svgjs|SvgjsPath/i);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  it('has numbers of at most two decimals', () => {
    const shifted: Layout = {
      ...gallery,
      boxes: gallery.boxes.map((b) => ({ ...b, frame: { ...b.frame, x: b.frame.x + 1 / 3 } })),
    };
    expect(render(shifted).replace(/#[0-9a-f]{6}/g, '')).not.toMatch(/\d\.\d{3}|NaN|Infinity|\de[-+]?\d/);
  });

  it('draws without numbers that are none', () => {
    const frame = rect(Number.NaN, Number.POSITIVE_INFINITY, 140, -0);
    expect(render({ ...gallery, boxes: [box('n1', 'rectangle', frame, 'x')] })).not.toMatch(/NaN|Infinity|"-0"/);
  });

  it.skipIf(!hasXmllint)('is XML to xmllint', () => {
    for (const layout of [gallery, empty, saying('<script>&"\' ]]> \u0001\ud800\ufffe')]) {
      const { status, stderr } = run('xmllint', ['--noout', '-'], render(layout));
      expect([status, stderr.toString()]).toEqual([0, '']);
    }
  });
});

describe('text from the author', () => {
  it('stays text, whatever it looks like', () => {
    const text = '<script>alert("&\'")</script>]]>';
    const root = draw(saying(text));
    expect(elementsNamed(root, 'script')).toEqual([]);
    expect(textOf(one(root, 'data-node'))).toContain(text);
    expect(textOf(elementsNamed(root, 'desc')[0] ?? root)).toContain(text);
  });

  it('loses the characters XML does not know', () => {
    const root = draw(saying('a\u0000b\u0008c\u001fd\ud800e\udc00f\ufffeg\uffffh'));
    expect(textOf(one(root, 'data-edge'))).toContain('a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh');
  });

  it('keeps characters beyond the basic plane, and lines of a description', () => {
    expect(textOf(draw(saying('𝒳 👩‍🚒')))).toContain('𝒳 👩‍🚒');
    expect(textOf(elementsNamed(draw({ ...empty, description: 'a\nb\tc' }), 'desc')[0] ?? draw(empty))).toContain(
      'a\nb\tc',
    );
  });

  it('runs from right to left where its first letter does', () => {
    const directions = (text: string): unknown[] =>
      elementsNamed(draw(saying(text)), 'text').map(({ attributes }) => [
        attributes.get('direction'),
        attributes.get('text-anchor'),
      ]);
    expect(new Set(directions('(שלום) 2!').map(String))).toEqual(new Set(['rtl,', 'rtl,end']));
    expect(new Set(directions('A שלום').map(String))).toEqual(new Set([',', ',start']));
  });

  it('is well-formed for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const root = draw(saying(text), { idPrefix: text });
        expect(withAttribute(root, 'data-node', 'n1').length).toBe(1);
        for (const { attributes } of withAttribute(root, 'id')) expect(attributes.get('id')).not.toMatch(/\s/u);
      }),
    );
  });
});

describe('what can be found in a drawing', () => {
  const root = draw(gallery);

  it('has every node, edge, lane and loop, with an id of its own', () => {
    const found = (name: string): unknown[] => withAttribute(root, name).map((element) => element.attributes.get(name));
    expect(found('data-node')).toEqual(gallery.boxes.map((b) => b.id));
    expect(found('data-edge')).toEqual(gallery.routes.map((r) => r.id));
    expect(found('data-lane')).toEqual(gallery.lanes.map((lane) => lane.id));
    expect(new Set(found('data-loop'))).toEqual(new Set(gallery.loops.map((loop) => loop.id)));
    const ids = found('id');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('lf-node-review');
  });

  it('takes another prefix for ids, also where it refers to them', () => {
    const other = draw(gallery, { idPrefix: 'second-' });
    const ids = new Set(withAttribute(other, 'id').map((element) => element.attributes.get('id')));
    for (const id of ids) expect(id).toMatch(/^second-/);
    for (const name of ['aria-labelledby', 'aria-describedby']) expect(ids).toContain(other.attributes.get(name));
  });

  it('tells in words what it shows', () => {
    expect(root.attributes.get('role')).toBe('graphics-document document');
    expect(textOf(elementsNamed(root, 'title')[0] ?? root)).toBe('Returns');
    expect(textOf(elementsNamed(root, 'desc')[0] ?? root)).toMatchInlineSnapshot(`
      "What happens to a parcel that comes back.
      Customer: Start (start), Send the parcel back, Wait (event), Done (end).
      Returns desk: Look at the goods (task, Maria · CRM), As promised? (decision), Repair (task), Agree on a refund that both sides find fair and can live with for good and all, whatever comes.
      Bank: Pay, Book (task, An accountant · Ledger 9).
      Start → Send the parcel back
      Send the parcel back → Look at the goods: Parcel
      Look at the goods → As promised?
      As promised? → Agree on a refund that both sides find fair and can live with for good and all, whatever comes: Yes
      As promised? → Repair
      Repair → Look at the goods (back): Again
      Agree on a refund that both sides find fair and can live with for good and all, whatever comes → Pay: Order
      Pay → Agree on a refund that both sides find fair and can live with for good and all, whatever comes (reply): Paid
      Pay → Book
      Agree on a refund that both sides find fair and can live with for good and all, whatever comes → Wait
      Wait → Done
      Book → Send the parcel back (assumed)
      Agree on a refund that both sides find fair and can live with for good and all, whatever comes → Done
      Repair → Book
      Loop (until as promised): As promised?, Repair, Look at the goods.
      Loop (every year): Wait, Book, As promised?, Agree on a refund that both sides find fair and can live with for good and all, whatever comes."
    `);
  });

  it('has a name and a role for every part that can be come to', () => {
    const parts = ['data-node', 'data-edge', 'data-lane', 'data-loop'].flatMap((name) => withAttribute(root, name));
    const groups = parts.filter(({ name }) => name === 'g');
    expect(groups).toHaveLength(10 + 14 + 3 + 2);
    for (const { attributes } of groups) {
      expect(attributes.get('role')).toBe('graphics-symbol img');
      expect(attributes.get('aria-label')).toBeTruthy();
    }
    expect(one(root, 'data-node', 'review').attributes.get('aria-label')).toBe('Look at the goods (task, Maria · CRM)');
    expect(one(root, 'data-edge', 'e4').attributes.get('aria-label')).toMatch(/^As promised\? → Agree .*: Yes$/);
    expect(one(root, 'data-lane', 'b').attributes.get('aria-label')).toBe('Lane Returns desk');
  });

  it('shows in full what was cut, and what the author explains', () => {
    const tooltip = (id: string): string =>
      elementsNamed(one(root, 'data-node', id), 'title')
        .map(textOf)
        .join();
    expect(textOf(one(root, 'data-node', 'refund'))).toContain('…');
    expect(tooltip('refund')).toBe(gallery.boxes.find((b) => b.id === 'refund')?.label);
    expect(tooltip('review')).toBe('Takes two days.');
    expect(tooltip('pay')).toBe('');
  });

  it('draws a page without lanes, nodes or title', () => {
    const bare = draw(empty);
    expect(bare.attributes.get('viewBox')).toBe('0 0 40 30');
    expect(textOf(elementsNamed(bare, 'title')[0] ?? bare)).toBe('Workflow');
  });
});

describe('kinds told apart by form', () => {
  const root = draw(gallery);
  const shapesOf = (name: string, id: string): unknown[] =>
    allElements(one(root, name, id))
      .filter((element) => ['rect', 'circle', 'path'].includes(element.name))
      .map(({ name: shape, attributes }) => [
        shape,
        attributes.get('stroke-width'),
        attributes.get('stroke-dasharray'),
      ]);

  it('gives each kind of node its own outline', () => {
    const kinds = ['start', 'wait', 'end', 'fair', 'pay', 'repair', 'review'].map((id) =>
      JSON.stringify(shapesOf('data-node', id)),
    );
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('gives each kind of edge its own line or arrowhead', () => {
    const kinds = ['e3', 'e6', 'e8', 'e12'].map((id) => JSON.stringify(shapesOf('data-edge', id)));
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});

describe('programs that know no custom properties', () => {
  it('find a color on everything that is painted', () => {
    for (const theme of themes) {
      const painted = allElements(draw(gallery, { theme })).filter(({ name }) =>
        ['rect', 'circle', 'path', 'text'].includes(name),
      );
      for (const { name, attributes } of painted) {
        expect(attributes.get('fill'), name).toMatch(/^(none|#[0-9a-f]{6})$/);
        if (attributes.get('fill') === 'none') expect(attributes.get('stroke')).toMatch(/^#[0-9a-f]{6}$/);
      }
    }
  });

  it.skipIf(!hasRsvg)('see the same picture with and without the style sheet', () => {
    for (const theme of themes) {
      const svg = render(gallery, { theme });
      const [withSheet, without] = [svg, svg.replace(/<style>.*<\/style>/s, '')].map(
        (input) => run('rsvg-convert', ['-z', '0.5'], input).stdout,
      );
      expect(withSheet?.length).toBeGreaterThan(1000);
      expect(withSheet?.equals(without ?? Buffer.alloc(0))).toBe(true);
    }
  });
});
