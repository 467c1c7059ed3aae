import { oneLine } from '../source/one-line.ts';
import type { Flow, NodeId } from './graph.ts';

/** A node in the words of a message, `n13 "Code valid?"`; its id alone when the author gave no words. */
export function called(node: NodeId, { nodes }: Flow): string {
  const label = nodes.get(node)?.label ?? node;
  return label === node ? node : `${node} "${oneLine(label)}"`;
}
