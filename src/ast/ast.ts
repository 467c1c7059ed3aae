import type { Span } from '../source/source.ts';

/** What the author wrote, in source order. Names are nodes of the tree, so a squiggle sits under the name. */
export interface Document {
  readonly kind: 'document';
  readonly items: readonly Item[];
  /** Nodes and lanes whose declaration could not be read; references to them are not reported again. */
  readonly lost: readonly Name[];
  readonly span: Span;
}

export type Item = Prose | Title | Comment | Lane | Statement;
export type Statement = Node | Edge | Loop;

export interface Lane {
  readonly kind: 'lane';
  readonly name: Name;
  /** The display label after `{ #`. */
  readonly label: Text | undefined;
  readonly items: readonly (Statement | Comment)[];
  readonly span: Span;
}

export interface Node {
  readonly kind: 'node';
  readonly name: Name;
  /** A shape's word as written or as its alias means; not yet checked. */
  readonly shape: Name;
  /** As written; of those with the same key the first counts. */
  readonly attributes: readonly Attribute[];
  readonly comment: Comment | undefined;
  readonly span: Span;
}

/** A chain `a -> b -> c` is several edges, since nothing later should know about chains. */
export interface Edge {
  readonly kind: 'edge';
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly attributes: readonly Attribute[];
  readonly comment: Comment | undefined;
  readonly span: Span;
}

export interface Loop {
  readonly kind: 'loop';
  readonly condition: Text;
  readonly members: readonly Reference[];
  readonly comment: Comment | undefined;
  readonly span: Span;
}

export interface Reference {
  readonly lane: Name | undefined;
  readonly node: Name;
  readonly span: Span;
}

export interface Endpoint extends Reference {
  /** A side's word, as written; not yet checked. */
  readonly side: Name | undefined;
}

export interface Attribute {
  readonly key: Name;
  readonly value: Text;
}

export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** Like a name, with escapes resolved; the span includes the quotes. */
export interface Text {
  readonly text: string;
  readonly span: Span;
}

/** One line outside lanes, as written, without trailing white space. */
export interface Prose {
  readonly kind: 'prose';
  readonly text: string;
  readonly span: Span;
}

/** `# Title`: the text after the mark. */
export interface Title {
  readonly kind: 'title';
  readonly text: string;
  readonly span: Span;
}

/** With its marker: `// note` or `# note`. */
export interface Comment {
  readonly kind: 'comment';
  readonly text: string;
  readonly span: Span;
}
