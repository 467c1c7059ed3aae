/**
 * As much of a browser's DOM as svg.js needs to build a drawing, so that drawing works anywhere and gives the same
 * bytes everywhere. Elements, attributes and text in, XML out; nothing is measured, selected or parsed.
 */

/** svg.js asks with `instanceof` what it is given, so these two are classes. */
class SvgNode {
  parentNode: SvgElement | null = null;
  readonly nodeName: string;

  constructor(nodeName: string) {
    this.nodeName = nodeName;
  }
}

class SvgText extends SvgNode {
  readonly text: string;

  constructor(text: string) {
    super('#text');
    this.text = text;
  }
}

class SvgElement extends SvgNode {
  readonly values: Map<string, string> = new Map();
  readonly childNodes: (SvgElement | SvgText)[] = [];

  hasAttribute(name: string): boolean {
    return this.values.has(name);
  }
  getAttribute(name: string): string | null {
    return this.values.get(name) ?? null;
  }
  setAttribute(name: string, value: string): void {
    this.values.set(name, value);
  }
  setAttributeNS(_namespace: string | null, name: string, value: string): void {
    this.values.set(name, value);
  }
  removeAttribute(name: string): void {
    this.values.delete(name);
  }
  appendChild(child: SvgElement | SvgText): void {
    child.parentNode = this;
    this.childNodes.push(child);
  }
  hasChildNodes(): boolean {
    return this.childNodes.length > 0;
  }
  set textContent(text: string) {
    this.childNodes.length = 0;
    this.appendChild(new SvgText(text));
  }
}

/** A window with an empty document, for `withWindow` of svg.js. */
export function makeWindow(): Window {
  const document = { createElementNS: (_namespace: string, name: string) => new SvgElement(name) };
  // svg.js types its window as a browser's; building elements touches these members only.
  return { document, Node: SvgNode, SVGElement: SvgElement } as unknown as Window;
}

/** A drawing made in such a window, as XML. Groups get a line for each member, everything else stays on one. */
export function serialize(node: object): string {
  if (node instanceof SvgText) return escapeText(node.text);
  if (!(node instanceof SvgElement)) return '';
  const attributes = [...node.values].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
  const tag = `${node.nodeName}${attributes}`;
  if (!node.hasChildNodes()) return `<${tag}/>`;
  const gap = node.nodeName === 'svg' || node.nodeName === 'g' ? '\n' : '';
  const children = node.childNodes.map((child) => gap + serialize(child)).join('');
  return `<${tag}>${children}${gap}</${node.nodeName}>`;
}

function escapeText(text: string): string {
  return onlyCharactersOfXml(text).replace(/[&<>\r]/g, (sign) => references[sign] ?? sign);
}

function escapeAttribute(text: string): string {
  return onlyCharactersOfXml(text).replace(/[&<>"\t\n\r]/g, (sign) => references[sign] ?? sign);
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** XML 1.0 knows no other control characters, no halves of pairs and no noncharacters, not even escaped. */
function onlyCharactersOfXml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
