/** Reads the SVG that laneflow draws: elements, attributes and text. Other XML has more, and is not for it. */

export interface SvgPart {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (SvgPart | string)[];
}

/** One tag or the text up to the next. */
const token = /<(?<end>\/?)(?<name>[\w:-]+)(?<attributes>(?:\s+[\w:-]+="[^"]*")*)\s*(?<alone>\/?)>|(?<text>[^<]+)/g;

export function readSvg(svg: string): SvgPart {
  const top: (SvgPart | string)[] = [];
  const open = [top];
  for (const { groups = {} } of svg.matchAll(token)) {
    const { end, name = '', attributes = '', alone, text } = groups;
    if (text !== undefined) open.at(-1)?.push(plain(text));
    else if (end === '/') open.pop();
    else {
      const children: (SvgPart | string)[] = [];
      open.at(-1)?.push({ name, attributes: readAttributes(attributes), children });
      if (alone !== '/') open.push(children);
    }
  }
  const root = top.find((part) => typeof part !== 'string');
  if (root === undefined) throw new Error('A drawing without an element.');
  return root;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]));
}

const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

function plain(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name = '') =>
    code === undefined ? (signs[name] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

/** The words of an element and of all within. */
export function wordsOf(part: SvgPart): string {
  return part.children.map((child) => (typeof child === 'string' ? child : wordsOf(child))).join('');
}
