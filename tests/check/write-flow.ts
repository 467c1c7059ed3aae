import type { Flow, NodeId } from '../../src/graph/graph.ts';

/** A flow as text; labels of nodes only where they are more than the id. */
export function writeFlow(flow: Flow): string {
  return [`# ${flow.title}`, ...flow.lanes.flatMap(({ id }) => laneLines(flow, id)), ''].join('\n');
}

function laneLines(flow: Flow, lane: string): string[] {
  const home = (node: NodeId | undefined): string | undefined => flow.nodes.get(node ?? '')?.lane;
  const name = (node: NodeId): string => (home(node) === lane ? node : `${home(node)}.${node}`);
  const nodes = [...flow.nodes.values()].filter((node) => node.lane === lane);
  const edges = flow.edges.filter(({ from }) => home(from.node) === lane);
  const loops = flow.loops.filter(({ members }) => home(members[0]) === lane);
  const label = (text: string | undefined): string => (text === undefined ? '' : ` [label="${text}"]`);
  return [
    `${lane} { # ${lane}`,
    ...nodes.map((node) => `  ${node.id}: ${node.shape} label:"${node.label}"`),
    ...edges.map((edge) => `  ${name(edge.from.node)} -> ${name(edge.to.node)}${label(edge.label)}`),
    ...loops.map((loop) => `  loop [${loop.condition}] ${loop.members.map(name).join(' ')}`),
    '}',
  ];
}
