import type * as ast from '../ast/ast.ts';
import { shapeOf, sideOf } from '../ast/words.ts';
import type { Diagnosed, Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { baseName, type Source, type Span } from '../source/source.ts';
import type { Edge, Flow, Lane, LaneId, Loop, Node, NodeId, Port } from './graph.ts';
import * as say from './messages.ts';
import { type Place, placeStatements } from './statements.ts';

/** The stage: names looked up in the whole document. Edges and members that name nothing are left out. */
export function resolve(document: ast.Document, source: Source): Diagnosed<Flow> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const names = collect(document, source, report);
  const places = placeStatements(document, source, names, report);
  const flow: Flow = {
    title: titleOf(document) ?? baseName(source),
    description: descriptionOf(document),
    lanes: [...names.lanes.values()].map(({ id, label, nodes: own, span }) => ({ id, label, nodes: own, span })),
    nodes: names.nodes,
    edges: edgesOf(places, names, source, report),
    loops: loopsOf(places, names, source, report),
  };
  return { value: flow, diagnostics };
}

/** What the whole document declares. */
export interface Names {
  readonly lanes: ReadonlyMap<LaneId, DeclaredLane>;
  readonly nodes: ReadonlyMap<NodeId, Node>;
  /** Declared in a way that could not be read; references to them are not reported again. */
  readonly lost: ReadonlySet<string>;
}

export interface DeclaredLane extends Lane {
  readonly nodes: NodeId[];
  /** The whole lane, for statements that move into it. */
  readonly whole: Span;
}

function titleOf(document: ast.Document): string | undefined {
  return document.items.find((item) => item.kind === 'title')?.text;
}

/** The last prose line before the first lane; the fence around a file is none. */
function descriptionOf(document: ast.Document): string | undefined {
  const first = document.items.findIndex((item) => item.kind === 'lane');
  const before = first < 0 ? document.items : document.items.slice(0, first);
  const prose = before.filter((item) => item.kind === 'prose').map((item) => item.text.trim());
  return prose.findLast((text) => !/^(?:```|~~~)/.test(text));
}

// ---- declarations

function collect(document: ast.Document, source: Source, report: Report): Names {
  const lanes = new Map<LaneId, DeclaredLane>();
  const nodes = new Map<NodeId, Node>();
  const lost = new Set(document.lost.map((name) => name.text));
  for (const item of document.items) {
    if (item.kind === 'node') lost.add(item.name.text);
    if (item.kind !== 'lane') continue;
    const lane = declareLane(item, lanes, source, report);
    for (const inner of item.items) if (inner.kind === 'node') declareNode(inner, lane, nodes, source, report);
  }
  reportOutsideNodes(document, new Set(lanes.keys()), source, report);
  return { lanes, nodes, lost };
}

function declareLane(item: ast.Lane, lanes: Map<LaneId, DeclaredLane>, source: Source, report: Report): DeclaredLane {
  const known = lanes.get(item.name.text);
  if (known !== undefined) {
    report(say.duplicateLane(item.name, known.span, source));
    return known;
  }
  const id = item.name.text;
  const lane = { id, label: item.label?.text ?? id, nodes: [], span: item.name.span, whole: item.span };
  lanes.set(id, lane);
  return lane;
}

function declareNode(
  item: ast.Node,
  lane: DeclaredLane,
  nodes: Map<NodeId, Node>,
  source: Source,
  report: Report,
): void {
  const id = item.name.text;
  const known = nodes.get(id);
  if (known !== undefined) {
    report(say.duplicateNode(item.name, known.span, source));
    return;
  }
  const attributes = valuesOf(item.attributes);
  const label = attributes.get('label') || attributes.get('description') || id;
  nodes.set(id, {
    id,
    lane: lane.id,
    shape: shapeOf(item.shape.text) ?? 'rectangle',
    label,
    attributes,
    span: item.name.span,
  });
  lane.nodes.push(id);
}

/** By key; a key that is repeated keeps its first value. */
function valuesOf(attributes: readonly ast.Attribute[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of attributes) if (!values.has(key.text)) values.set(key.text, value.text);
  return values;
}

/** Nodes that stand together outside the lanes are one mistake, told at the first. */
function reportOutsideNodes(document: ast.Document, lanes: ReadonlySet<LaneId>, source: Source, report: Report): void {
  let isTold = false;
  let run: (ast.Statement | ast.Comment)[] = [];
  const tell = (): void => {
    const first = run.find((item) => item.kind === 'node');
    if (first !== undefined && !isTold) report(say.nodeOutsideLane(first.name, spanOf(run), lanes, source));
    isTold ||= first !== undefined;
    run = [];
  };
  for (const item of document.items) {
    if (item.kind === 'lane' || item.kind === 'prose' || item.kind === 'title') tell();
    else run.push(item);
    if (item.kind === 'lane') isTold = false;
  }
  tell();
}

function spanOf(run: readonly (ast.Statement | ast.Comment)[]): Span {
  return { start: run[0]?.span.start ?? 0, end: run.at(-1)?.span.end ?? 0 };
}

// ---- edges and loops

function edgesOf(places: readonly Place[], names: Names, source: Source, report: Report): Edge[] {
  const edges: Edge[] = [];
  const known = new Map<string, Edge>();
  for (const { statement, lane, isAlone } of places) {
    if (statement.kind !== 'edge') continue;
    const from = portOf(statement.from, undefined, names, source, report);
    const to = portOf(statement.to, lane, names, source, report);
    if (from === undefined || to === undefined) continue;
    const label = statement.attributes.find((attribute) => attribute.key.text === 'label')?.value.text || undefined;
    const key = `${wordOf(from)} ${wordOf(to)} ${label ?? ''}`;
    const same = known.get(key);
    if (same !== undefined) {
      report(say.duplicateEdge(statement.span, same.span, isAlone, source));
      continue;
    }
    const edge = { id: `e${edges.length + 1}`, from, to, label, span: statement.span };
    known.set(key, edge);
    edges.push(edge);
  }
  return edges;
}

/** Without a blank, since names hold none. */
function wordOf({ node, side }: Port): string {
  return side === undefined ? node : `${node}.${side}`;
}

function loopsOf(places: readonly Place[], names: Names, source: Source, report: Report): Loop[] {
  const loops: Loop[] = [];
  for (const { statement } of places) {
    if (statement.kind !== 'loop') continue;
    const found = statement.members.filter((member) => lookUp(member, names, source, report) !== undefined);
    const members = [...new Set(found.map((member) => member.node.text))];
    const id = `loop${loops.length + 1}`;
    loops.push({ id, condition: statement.condition.text, members, span: statement.span });
  }
  return loops;
}

/** `lane`: where the edge stands, when a name without prefix should be checked against it. */
function portOf(
  endpoint: ast.Endpoint,
  lane: LaneId | undefined,
  names: Names,
  source: Source,
  report: Report,
): Port | undefined {
  const node = lookUp(endpoint, names, source, report);
  if (node === undefined) return undefined;
  if (lane !== undefined && endpoint.lane === undefined && node.lane !== lane) {
    report(say.missingLanePrefix(endpoint.node, node.lane, source));
  }
  return { node: node.id, side: endpoint.side === undefined ? undefined : sideOf(endpoint.side.text) };
}

/** By node id alone; the prefix is checked, never needed. */
function lookUp(reference: ast.Reference, names: Names, source: Source, report: Report): Node | undefined {
  const node = names.nodes.get(reference.node.text);
  if (node === undefined) {
    if (!names.lost.has(reference.node.text)) report(say.unknownNode(reference, names, source));
    return undefined;
  }
  const prefix = reference.lane;
  if (prefix === undefined || prefix.text === node.lane || names.lost.has(prefix.text.toLowerCase())) return node;
  report(
    names.lanes.has(prefix.text)
      ? say.wrongLane(reference.node, prefix, node.lane, source)
      : say.unknownLane(prefix, node.lane, names.lanes.keys(), source),
  );
  return node;
}
