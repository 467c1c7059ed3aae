import { describe, expect, it } from 'vitest';
import { readCondition } from '../../src/interpreter/condition.ts';
import type { Condition } from '../../src/interpreter/machine.ts';

describe('a loop condition', () => {
  it.each([
    ['until valid', 'until valid'],
    ['retry until valid', 'until valid'],
    ['Refine UNTIL the client agrees', 'until the client agrees'],
    ['repeat until done', 'until done'],
    ['while busy', 'while busy'],
    ['as long as it rains', 'while it rains'],
    ['up to 3 times', '3 rounds'],
    ['retry up to 3 times', '3 rounds'],
    ['Retry up to three times', '3 rounds'],
    ['up to twice', '2 rounds'],
    ['at most 3', '3 rounds'],
    ['at most once', '1 rounds'],
    ['max 3', '3 rounds'],
    ['max. 12 times', '12 rounds'],
    ['retry 3 times', '3 rounds'],
    ['retry once', '1 rounds'],
    ['up to 0 times', '0 rounds'],
    ['up to 3 attempts', '2 rounds'],
    ['at most 1 attempt', '0 rounds'],
    ['3 tries', '2 rounds'],
    ['ten tries', '9 rounds'],
    ['max 3 retries', '3 rounds'],
    ['repeat 3 times', 'exactly 2 rounds'],
    ['3 times', 'exactly 2 rounds'],
    ['twice', 'exactly 1 rounds'],
    ['once', 'exactly 0 rounds'],
    ['repeat 1 times', 'exactly 0 rounds'],
    ['0 times', 'exactly 0 rounds'],
    ['for each order', 'each order'],
    ['for every line of the bill', 'each line of the bill'],
    ['per guest', 'each guest'],
    ['retry up to 3 times until valid', '3 rounds until valid'],
    ['up to 3 times, until valid', '3 rounds until valid'],
    ['3 tries or until the door opens', '2 rounds until the door opens'],
    ['repeat 3 times while it rains', 'exactly 2 rounds while it rains'],
    ['until valid, up to 3 times', '3 rounds until valid'],
    ['retry until valid (max 3 attempts)', '2 rounds until valid'],
    ['while busy, but at most two times', '2 rounds while busy'],
    ['every 5 minutes', 'note'],
    ['every day', 'note'],
    ['Daily', 'note'],
    ['as needed', 'guessed while as needed'],
    ['', 'guessed while '],
    ['9999999999999999999 tries', '2147483645 rounds'],
  ])('%s: %s', (text, expected) => expect(spelled(readCondition(text))).toBe(expected));

  it('does not mind space', () => expect(spelled(readCondition('  up   to\t3  times '))).toBe('3 rounds'));

  it('is read in one pass, however long it is', () => {
    const many = 200_000;
    for (const part of ['until ', 'up to 3 ', '(', ',', 'or ', 'every ', '3', 'a ']) {
      expect(readCondition(part.repeat(many)).kind).toBeDefined();
    }
  });
});

function spelled(condition: Condition): string {
  switch (condition.kind) {
    case 'note':
      return 'note';
    case 'each':
      return `each ${condition.of}`;
    case 'open':
      return `${condition.guessed ? 'guessed ' : ''}${clause(condition)}`;
    case 'limit':
      return `${condition.exact ? 'exactly ' : ''}${condition.rounds} rounds ${clause(condition)}`.trim();
  }
}

function clause(condition: Extract<Condition, { kind: 'open' | 'limit' }>): string {
  if (condition.until !== undefined) return `until ${condition.until}`;
  return condition.while === undefined ? '' : `while ${condition.while}`;
}
