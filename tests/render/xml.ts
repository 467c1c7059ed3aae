/** A small strict reader of XML, for machines without xmllint: enough to say whether a drawing is well-formed. */

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

const tokens = /<\/([\w:-]+)>|<([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;

/** The root, or an exception that says where the text is not XML. */
export function readXml(xml: string): Element {
  const top: Element = { name: '', attributes: new Map(), children: [] };
  const open = [top];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < xml.length) {
    const at = tokens.lastIndex;
    const [whole, closing, opening, attributes = '', slash, text] = tokens.exec(xml) ?? [];
    const current = open.at(-1);
    if (whole === undefined || current === undefined) throw new Error(`not XML: ${xml.slice(at, at + 60)}`);
    if (text !== undefined) current.children.push(decode(text));
    else if (closing !== undefined) close(open, closing);
    else {
      const element = { name: opening ?? '', attributes: readAttributes(attributes), children: [] };
      current.children.push(element);
      if (slash === '') open.push(element);
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || root === undefined || typeof root === 'string') throw new Error('unbalanced');
  return root;
}

function close(open: Element[], name: string): void {
  if (open.length < 2 || open.pop()?.name !== name) throw new Error(`</${name}> closes something else`);
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)="([^"]*)"/g)];
  const found = new Map(pairs.map(([, name = '', value = '']) => [name, decode(value)]));
  if (found.size !== pairs.length) throw new Error(`an attribute twice: ${text}`);
  return found;
}

const signs: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#9': '\t',
  '#10': '\n',
  '#13': '\r',
};

function decode(text: string): string {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) throw new Error('not a character of XML');
  return text.replace(/&([^;]*);?/g, (_, name: string) => {
    const sign = signs[name];
    if (sign === undefined) throw new Error(`&${name}`);
    return sign;
  });
}

/** Every element, the root first, in the order of the text. */
export function allElements(root: Element): readonly Element[] {
  return [root, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : allElements(child)))];
}

export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

export function elementsNamed(root: Element, name: string): readonly Element[] {
  return allElements(root).filter((element) => element.name === name);
}

export function withAttribute(root: Element, name: string, value?: string): readonly Element[] {
  return allElements(root).filter(
    ({ attributes }) => attributes.has(name) && (value ?? attributes.get(name)) === attributes.get(name),
  );
}
