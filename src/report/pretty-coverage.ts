import {
  type Coverage,
  type LoopRounds,
  type Missing,
  missingFrom,
  percentOf,
  type Share,
  sharesOf,
} from '../interpreter/coverage.ts';
import { wrap } from './code-frame.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';

/** `edges 18 of 18 (100 %)   nodes 18 of 18   loop1: 0 missing, 1 ✓`, and below it what is missing. */
export function reportCoverage(name: string, coverage: Coverage, style: Style): string {
  const { nodes, edges } = sharesOf(coverage);
  const loops = [...coverage.loops].map(([loop, rounds]) => `${loop}: ${roundsText(rounds, style)}`);
  const shares = [`edges ${shareText(edges)} (${percentOf(edges)} %)`, `nodes ${shareText(nodes)}`, ...loops];
  const title = style.paint.place(escapeTerminal(name));
  const lines = [`${title}  ${shares.join('   ')}`, ...missingLines(missingFrom(coverage), style)];
  return lines.map((line) => `${line}\n`).join('');
}

function shareText({ covered, total }: Share): string {
  return `${covered} of ${total}`;
}

/** Rounds that a limit rules out are not told. */
function roundsText({ zero, one, limit }: LoopRounds, { symbols }: Style): string {
  const named = [
    ['0', zero],
    ['1', one],
    ['limit', limit],
  ] as const;
  const told = named.filter(([, count]) => count !== undefined);
  return told.map(([name, count]) => `${name} ${count === 0 ? 'missing' : symbols.check}`).join(', ');
}

const mostNamed = 50;

function missingLines({ nodes, edges }: Missing, style: Style): readonly string[] {
  const all = [
    ['nodes', nodes],
    ['edges', edges],
  ] as const;
  return all.flatMap(([kind, ids]) => {
    if (ids.length === 0) return [];
    const names = [...ids.slice(0, mostNamed), ...(ids.length > mostNamed ? [style.symbols.ellipsis] : [])];
    return wrap(`missing ${kind}: ${names.join(' ')}`, style.width - 2).map((line) => `  ${escapeTerminal(line)}`);
  });
}
