// Variable placement with separation constraints: Dwyer, Marriott, Stuckey, "Fast node overlap removal",
// 2005, in its incremental form. Finds positions as close as possible (weighted least squares) to where
// variables want to be, under constraints right − left ≥ gap.

import { at } from './at.ts';

export interface Variable {
  readonly desired: number;
  readonly weight: number;
}

export interface Separation {
  readonly left: number;
  readonly right: number;
  readonly gap: number;
  /** right − left = gap. */
  readonly equal: boolean;
}

const tolerance = 1e-6;

/** Positions by variable. Constraints that contradict others are left violated; the caller checks. */
export function solveSeparations(variables: readonly Variable[], separations: readonly Separation[]): Float64Array {
  const positions = Float64Array.from(variables, (variable) => variable.desired);
  for (const part of parts(variables.length, separations)) {
    const solver = new Solver(
      part.nodes.map((node) => at(variables, node)),
      part.separations,
    );
    solver.solve();
    part.nodes.forEach((node, index) => {
      positions[node] = solver.position(index);
    });
  }
  return positions;
}

interface Part {
  readonly nodes: number[];
  /** With variables numbered within the part. */
  readonly separations: Separation[];
}

/** Splits into independent problems; variables without constraints stay out. */
function parts(count: number, separations: readonly Separation[]): readonly Part[] {
  const parent = Int32Array.from({ length: count }, (_, index) => index);
  const find = (node: number): number => {
    let root = node;
    while (at(parent, root) !== root) {
      parent[root] = at(parent, at(parent, root));
      root = at(parent, root);
    }
    return root;
  };
  for (const { left, right } of separations) parent[find(left)] = find(right);
  const byRoot = new Map<number, Part>();
  const number = new Int32Array(count);
  for (let node = 0; node < count; node++) {
    const root = find(node);
    const part = byRoot.get(root) ?? { nodes: [], separations: [] };
    byRoot.set(root, part);
    number[node] = part.nodes.push(node) - 1;
  }
  for (const separation of separations) {
    const { left, right } = separation;
    byRoot.get(find(left))?.separations.push({ ...separation, left: at(number, left), right: at(number, right) });
  }
  return [...byRoot.values()].filter((part) => part.separations.length > 0);
}

/** A set of variables that move together, held by active constraints that form a tree. */
interface Block {
  members: number[];
  position: number;
}

class Solver {
  readonly variables: readonly Variable[];
  readonly separations: readonly Separation[];
  readonly block: Block[];
  readonly offset: Float64Array;
  /** By variable: the active constraints at it. */
  readonly active: number[][];
  readonly isActive: Uint8Array;
  readonly impossible: Uint8Array;
  readonly multiplier: Float64Array;
  readonly slope: Float64Array;
  readonly up: Int32Array;

  constructor(variables: readonly Variable[], separations: readonly Separation[]) {
    this.variables = variables;
    this.separations = separations;
    this.block = variables.map((variable, index) => ({ members: [index], position: variable.desired }));
    this.offset = new Float64Array(variables.length);
    this.active = variables.map(() => []);
    this.isActive = new Uint8Array(separations.length);
    this.impossible = new Uint8Array(separations.length);
    this.multiplier = new Float64Array(separations.length);
    this.slope = new Float64Array(variables.length);
    this.up = new Int32Array(variables.length);
  }

  position(variable: number): number {
    return at(this.block, variable).position + at(this.offset, variable);
  }

  solve(): void {
    this.satisfy();
    // Splitting and satisfying again lowers the cost each time; the bound guards against rounding.
    for (let round = 0; round < 60 && this.splitWorst(); round++) this.satisfy();
  }

  satisfy(): void {
    const limit = 12 * this.separations.length + 50;
    for (let step = 0; step < limit; step++) {
      const worst = this.mostViolated();
      if (worst < 0) return;
      const { left, right } = at(this.separations, worst);
      if (at(this.block, left) !== at(this.block, right)) this.merge(worst);
      else if (this.splitBetween(left, right)) this.merge(worst);
      else this.impossible[worst] = 1;
    }
  }

  mostViolated(): number {
    let worst = -1;
    let least = -tolerance;
    for (let index = 0; index < this.separations.length; index++) {
      if (this.isActive[index] === 1 || this.impossible[index] === 1) continue;
      const { left, right, gap, equal } = at(this.separations, index);
      const slack = this.position(right) - this.position(left) - gap;
      const violation = equal ? -Math.abs(slack) * 1000 : slack;
      if (violation < least) [worst, least] = [index, violation];
    }
    return worst;
  }

  merge(index: number): void {
    const { left, right, gap } = at(this.separations, index);
    const [a, b] = [at(this.block, left), at(this.block, right)];
    if (a === b) {
      this.impossible[index] = 1;
      return;
    }
    const shift = at(this.offset, left) + gap - at(this.offset, right);
    const [keep, move, by] = a.members.length >= b.members.length ? [a, b, shift] : [b, a, -shift];
    for (const member of move.members) {
      this.offset[member] = at(this.offset, member) + by;
      this.block[member] = keep;
      keep.members.push(member);
    }
    this.isActive[index] = 1;
    at(this.active, left).push(index);
    at(this.active, right).push(index);
    this.settle(keep);
  }

  /** Weighted mean of where the members want the block. */
  settle(block: Block): void {
    let [sum, weights] = [0, 0];
    for (const member of block.members) {
      const { desired, weight } = at(this.variables, member);
      sum += weight * (desired - at(this.offset, member));
      weights += weight;
    }
    block.position = sum / weights;
  }

  /** Lagrange multipliers of the block's tree, rooted at `root`; returns members from the root outwards. */
  computeMultipliers(root: number): readonly number[] {
    const order = [root];
    this.up[root] = -1;
    for (let head = 0; head < order.length; head++) {
      const node = at(order, head);
      const { desired, weight } = at(this.variables, node);
      this.slope[node] = weight * (this.position(node) - desired);
      for (const index of at(this.active, node)) {
        if (index === this.up[node]) continue;
        const other = this.otherEnd(index, node);
        this.up[other] = index;
        order.push(other);
      }
    }
    for (let k = order.length - 1; k > 0; k--) {
      const node = at(order, k);
      const index = at(this.up, node);
      const parent = this.otherEnd(index, node);
      this.slope[parent] = at(this.slope, parent) + at(this.slope, node);
      this.multiplier[index] =
        at(this.separations, index).right === node ? at(this.slope, node) : -at(this.slope, node);
    }
    return order;
  }

  otherEnd(index: number, node: number): number {
    const { left, right } = at(this.separations, index);
    return left === node ? right : left;
  }

  splitWorst(): boolean {
    let worst = -1;
    let least = -1e-4;
    const seen = new Set<Block>();
    for (const block of this.block) {
      if (seen.has(block) || block.members.length < 2) continue;
      seen.add(block);
      for (const node of this.computeMultipliers(at(block.members, 0))) {
        const index = at(this.up, node);
        if (index < 0 || at(this.separations, index).equal) continue;
        if (at(this.multiplier, index) < least) [worst, least] = [index, at(this.multiplier, index)];
      }
    }
    if (worst < 0) return false;
    this.split(worst);
    return true;
  }

  /** Frees the path between two variables of one block where that costs least. */
  splitBetween(left: number, right: number): boolean {
    this.computeMultipliers(left);
    let best = -1;
    for (let node = right; node !== left; ) {
      const index = at(this.up, node);
      const isForward = at(this.separations, index).right === node;
      if (
        isForward &&
        !at(this.separations, index).equal &&
        (best < 0 || at(this.multiplier, index) < at(this.multiplier, best))
      )
        best = index;
      node = this.otherEnd(index, node);
    }
    if (best < 0) return false;
    this.split(best);
    return true;
  }

  split(index: number): void {
    const { left, right } = at(this.separations, index);
    const old = at(this.block, left);
    this.isActive[index] = 0;
    for (const end of [left, right]) this.active[end] = at(this.active, end).filter((other) => other !== index);
    for (const end of [left, right]) {
      const members = this.computeMultipliers(end);
      const block: Block = { members: [...members], position: old.position };
      for (const member of members) this.block[member] = block;
    }
    this.settle(at(this.block, left));
    this.settle(at(this.block, right));
  }
}
