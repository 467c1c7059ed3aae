import type { Flow, NodeId } from '../../src/graph/graph.ts';
import { randomBelow } from '../../src/interpreter/policy.ts';
import { makeFlow } from '../interpreter/make-flow.ts';

/*
 * Flows of blocks within blocks: steps, choices that merge, branches that join, and rounds. In these nobody doubts what
 * a join waits for, so every notation agrees on what they do.
 */

interface Sketch {
  readonly below: (bound: number) => number;
  readonly nodes: string[];
  readonly edges: string[];
}

/** A part of a flow: where it begins, and where it goes on with which label. */
interface Block {
  readonly first: NodeId;
  readonly last: NodeId;
  readonly label: string;
}

export function structuredFlow(seed: number, depth = 2): Flow {
  let drawn = 0;
  const sketch: Sketch = { below: (bound) => randomBelow(bound, seed, drawn++), nodes: [], edges: [] };
  const start = addNode(sketch, '(');
  const body = addBlock(sketch, depth);
  const end = addNode(sketch, '(');
  connect(sketch, plain(start), body.first);
  connect(sketch, body, end);
  return makeFlow(`A: ${sketch.nodes.join(' ')}\n${sketch.edges.join('\n')}`);
}

function addNode({ nodes }: Sketch, bracket: '(' | '[' | '<'): NodeId {
  const id = `n${nodes.length + 1}`;
  nodes.push(`${bracket}${id}${{ '(': ')', '[': ']', '<': '>' }[bracket]}`);
  return id;
}

function plain(node: NodeId): Block {
  return { first: node, last: node, label: '' };
}

function connect({ edges }: Sketch, { last, label }: Block, to: NodeId, word = label): void {
  edges.push(`${last} -> ${to}${word === '' ? '' : ` : ${word}`}`);
}

function addBlock(sketch: Sketch, depth: number): Block {
  if (depth === 0) return plain(addNode(sketch, '['));
  switch (sketch.below(5)) {
    case 0:
      return addRow(sketch, depth);
    case 1:
      return addBranches(sketch, depth, '<');
    case 2:
      return addBranches(sketch, depth, '[');
    case 3:
      return addRounds(sketch, depth);
    default:
      return plain(addNode(sketch, '['));
  }
}

function addRow(sketch: Sketch, depth: number): Block {
  const one = addBlock(sketch, depth - 1);
  const other = addBlock(sketch, depth - 1);
  connect(sketch, one, other.first);
  return { ...other, first: one.first };
}

/** A choice or a fork, and where its branches come together; one of them may be empty. */
function addBranches(sketch: Sketch, depth: number, bracket: '<' | '['): Block {
  const first = addNode(sketch, bracket);
  const last = addNode(sketch, '[');
  const count = 2 + sketch.below(2);
  for (let branch = 0; branch < count; branch++) {
    const word = bracket === '<' ? `w${branch}` : '';
    if (branch === 0 && sketch.below(3) === 0) {
      connect(sketch, plain(first), last, word);
      continue;
    }
    const block = addBlock(sketch, depth - 1);
    connect(sketch, plain(first), block.first, word);
    connect(sketch, block, last);
  }
  return { first, last, label: '' };
}

function addRounds(sketch: Sketch, depth: number): Block {
  const head = addNode(sketch, '[');
  const body = addBlock(sketch, depth - 1);
  const question = addNode(sketch, '<');
  connect(sketch, plain(head), body.first);
  connect(sketch, body, question);
  connect(sketch, plain(question), head, 'again');
  return { first: head, last: question, label: 'on' };
}
