import type * as ast from '../src/ast/ast.ts';
import { compile } from '../src/compile.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { characterProblems } from '../src/diagnostics/input.ts';
import type { Flow } from '../src/graph/graph.ts';
import { resolve } from '../src/graph/resolve.ts';
import { simulate } from '../src/interpreter/simulate.ts';
import { pathOf } from '../src/interpreter/step.ts';
import { lex, viewOf } from '../src/lexer/lex.ts';
import { parse } from '../src/parser/parse.ts';
import { positionAt, type Source, type Span, sourceOf } from '../src/source/source.ts';

/** What case pages can show of a flow, by the name of the block. */
export const outputs: Readonly<Record<string, (text: string, args: string) => string>> = {
  tokens: (text) =>
    lex(sourceOf('case.flow', text))
      .map(viewOf)
      .filter((token) => !/End$/.test(token.kind))
      .map((token) => `${token.kind} ${JSON.stringify(token.text)}`)
      .join('\n'),
  ast: (text) =>
    parse(sourceOf('case.flow', text))
      .value.items.flatMap((item) => linesOf(item, ''))
      .join('\n'),
  diagnostics: (text) => diagnosticsOf(sourceOf('case.flow', text)),
  verdict: (text) => wordsOf(sourceOf('case.flow', text), compile(sourceOf('case.flow', text)).diagnostics),
  trace: (text, args) => traceOf(sourceOf('case.flow', text), args),
  resolved: (text) => flowLines(resolve(parse(sourceOf('case.flow', text)).value, sourceOf('case.flow', text)).value),
};

/** What reading and resolving report; `verdict` shows what the whole pipeline says. */
function diagnosticsOf(source: Source): string {
  const document = parse(source);
  const flow = resolve(document.value, source);
  return wordsOf(source, [...characterProblems(source), ...document.diagnostics, ...flow.diagnostics]);
}

function wordsOf(source: Source, diagnostics: readonly Diagnostic[]): string {
  const sorted = diagnostics.toSorted((a, b) => a.span.start - b.span.start);
  const found = sorted.map((diagnostic) => {
    const at = `${place(source, diagnostic.span)} ${diagnostic.severity} ${diagnostic.code}: ${diagnostic.message}`;
    const fixes = diagnostic.fixes.map((fix) => `\n  ${fix.safe ? 'safe' : 'offered'}: ${fix.title}`);
    return [at, diagnostic.hint === undefined ? '' : `\n  hint: ${diagnostic.hint}`, ...fixes].join('');
  });
  return found.length === 0 ? 'none' : found.join('\n');
}

/** `n13=No,Yes n20=again`: the answers of a run, then its path and how it ended. */
function traceOf(source: Source, args: string): string {
  const answers = new Map(
    args
      .split(' ')
      .filter(Boolean)
      .map((pair) => {
        const [node = '', list = ''] = pair.split('=');
        return [node, list.split(',')] as const;
      }),
  );
  const run = simulate(compile(source).machine, { answers });
  const { status } = run;
  return `${pathOf(run).join(' ')}\n${status.kind === 'completed' ? `completed at ${status.ends.join(' ')}` : status.kind}`;
}

function place(source: Source, span: Span): string {
  const start = positionAt(source, span.start);
  const end = positionAt(source, span.end);
  const to = end.line === start.line ? `${end.column}` : `${end.line}:${end.column}`;
  return `${start.line}:${start.column}-${to}`;
}

// ---- the tree, one line for each item

function linesOf(item: ast.Item, indent: string): string[] {
  switch (item.kind) {
    case 'prose':
    case 'title':
    case 'comment':
      return [`${indent}${item.kind} ${JSON.stringify(item.text)}`];
    case 'lane':
      return [
        `${indent}lane ${item.name.text}${item.label === undefined ? '' : ` ${JSON.stringify(item.label.text)}`}`,
        ...item.items.flatMap((inner) => linesOf(inner, `${indent}  `)),
      ];
    case 'node':
      return [`${indent}node ${item.name.text} ${item.shape.text}${attributes(item)}${comment(item)}`];
    case 'edge':
      return [`${indent}edge ${endpoint(item.from)} to ${endpoint(item.to)}${attributes(item)}${comment(item)}`];
    case 'loop': {
      const members = item.members.map(reference).join(' ');
      return [`${indent}loop ${JSON.stringify(item.condition.text)} ${members}${comment(item)}`];
    }
  }
}

function attributes(item: ast.Node | ast.Edge): string {
  return item.attributes.map(({ key, value }) => ` ${key.text}=${JSON.stringify(value.text)}`).join('');
}

function comment(item: ast.Statement): string {
  return item.comment === undefined ? '' : ` comment ${JSON.stringify(item.comment.text)}`;
}

function endpoint(end: ast.Endpoint): string {
  return `${reference(end)}${end.side === undefined ? '' : `(${end.side.text})`}`;
}

function reference({ lane, node }: ast.Reference): string {
  return lane === undefined ? node.text : `${lane.text}.${node.text}`;
}

// ---- the flow

function flowLines(flow: Flow): string {
  return [
    `title ${flow.title}`,
    `description ${flow.description ?? 'none'}`,
    ...flow.lanes.map((lane) => `lane ${lane.id} ${JSON.stringify(lane.label)} ${lane.nodes.join(' ')}`),
    ...[...flow.nodes.values()].map((node) => `node ${node.id} ${node.shape} ${JSON.stringify(node.label)}`),
    ...flow.edges.map(({ id, from, to, label }) => {
      const ends = [from, to].map((port) => `${port.node}${port.side === undefined ? '' : `(${port.side})`}`);
      return `edge ${id} ${ends.join(' to ')}${label === undefined ? '' : ` ${JSON.stringify(label)}`}`;
    }),
    ...flow.loops.map((loop) => `loop ${loop.id} ${JSON.stringify(loop.condition)} ${loop.members.join(' ')}`),
  ].join('\n');
}
