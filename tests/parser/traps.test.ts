import { describe, expect, it } from 'vitest';
import { lex } from '../../src/lexer/lex.ts';
import { validateGrammar } from '../../src/parser/grammar.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceOf } from '../../src/source/source.ts';

/* What is easy to get wrong with Chevrotain; ARCHITECTURE.md, "The parser". */

describe('the grammar', () => {
  it('passes the checks that are skipped at start', () => {
    const groupBy = (items: Iterable<object>, keyOf: (item: object) => string): Record<string, object[]> => {
      const groups: Record<string, object[]> = {};
      for (const item of items) {
        const key = keyOf(item);
        groups[key] = [...(groups[key] ?? []), item];
      }
      return groups;
    };
    // Node 20 lacks it; Chevrotain 13 calls it while validating.
    if (!('groupBy' in Object)) Object.defineProperty(Object, 'groupBy', { value: groupBy, configurable: true });
    expect(() => validateGrammar()).not.toThrow();
  });
});

describe('the lexer', () => {
  it('finds names in any script', () => {
    const tokens = lex(sourceOf('a.flow', 'A {\nhéllo 日本 abc ñ\u0303 x-1 _y\n}'));
    const names = tokens.filter((token) => token.tokenType.name === 'Name').map((token) => token.image);
    expect(names).toEqual(['héllo', '日本', 'abc', 'ñ\u0303', 'x-1', '_y']);
  });

  it('ends a name before an arrow', () => {
    const tokens = lex(sourceOf('a.flow', 'A {\nn1->n2\n}'));
    expect(tokens.map((token) => token.image).filter((image) => image !== '\n')).toEqual([
      'A',
      '{',
      'n1',
      '->',
      'n2',
      '}',
    ]);
  });

  it('reads a handle behind a node and behind a lane and a node', () => {
    const { value, diagnostics } = parse(sourceOf('a.flow', 'A {\nn1.handle(right) -> B.n2.handle(left)\n}'));
    expect(diagnostics).toEqual([]);
    const [lane] = value.items;
    const edge = lane?.kind === 'lane' ? lane.items[0] : undefined;
    if (edge?.kind !== 'edge') throw new Error('no edge was read');
    expect([edge.from.lane, edge.from.node.text, edge.from.side?.text]).toEqual([undefined, 'n1', 'right']);
    expect([edge.to.lane?.text, edge.to.node.text, edge.to.side?.text]).toEqual(['B', 'n2', 'left']);
  });

  it('takes a text without end to the end of its line and no further', () => {
    const { value } = parse(sourceOf('a.flow', 'A {\n n1: circle label:"Go\n n2: circle label:"x"\n}'));
    const [lane] = value.items;
    expect(lane?.kind === 'lane' ? lane.items.length : 0).toBe(2);
  });
});
