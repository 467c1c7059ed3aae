import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth, wrapText } from '../../src/layout/text-size.ts';

const family = '👨‍👩‍👧';

function wrap(text: string, maxWidth: number, maxLines?: number): ReturnType<typeof wrapText> {
  return wrapText(text, { fontSize: 12, maxWidth, ...(maxLines !== undefined && { maxLines }) });
}

function linesOf(text: string, maxWidth: number, maxLines?: number): readonly string[] {
  return wrap(text, maxWidth, maxLines).lines;
}

describe('textWidth', () => {
  it('adds advances, so text twice is twice as wide', () => {
    expect(textWidth('Wait', 100) * 2).toBeCloseTo(textWidth('WaitWait', 100), 1);
  });

  it('knows the widths of letters, in both weights', () => {
    // DejaVu Sans: i 278, W 989 thousandths of an em, bold 343 and 1104, and 2 % for safety.
    expect(textWidth('i', 1000)).toBe(283.56);
    expect(textWidth('W', 1000)).toBe(1008.78);
    expect(textWidth('i', 1000, 'bold')).toBe(349.86);
    expect(textWidth('W', 1000, 'bold')).toBe(1126.08);
  });

  it('gives marks on a letter no room', () => {
    expect(textWidth('e\u0301', 12)).toBe(textWidth('e', 12));
    expect(textWidth('a\u200d\u2060\ufeff', 12)).toBe(textWidth('a', 12));
  });

  it('gives ideographs a full em and an emoji, however many parts it has, one place', () => {
    expect(textWidth('日本', 100)).toBe(204);
    expect(textWidth(family, 100)).toBe(textWidth('🏁', 100));
    expect(textWidth('🇫🇷', 100)).toBe(textWidth('👍🏽', 100));
    expect(textWidth('1️⃣', 100)).toBe(textWidth('🏁', 100));
  });

  it('takes an unknown character for the widest', () => {
    expect(textWidth('\u{10ffff}', 100)).toBe(132.6);
    expect(textWidth('\u0001', 100)).toBe(132.6);
  });

  it('measures a tab or a line end as the space that is drawn', () => {
    expect(textWidth('a\tb\nc', 12)).toBe(textWidth('a b c', 12));
  });

  it('rounds up to hundredths', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 64 }), (text, size) => {
        const hundredths = textWidth(text, size) * 100;
        expect(Math.abs(hundredths - Math.round(hundredths))).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('wrapText', () => {
  it('breaks between words', () => {
    expect(linesOf('Navigate to security settings', 124)).toEqual(['Navigate to', 'security settings']);
  });

  it('balances: as narrow as the number of lines allows', () => {
    expect(linesOf('Generate 10 backup codes', 124)).toEqual(['Generate 10', 'backup codes']);
    expect(linesOf('one two three four', 60)).toEqual(['one two', 'three', 'four']);
  });

  it('keeps line breaks of the text, without empty lines', () => {
    expect(linesOf('a\nb\r\n\n c \u2028d', 100)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves out white space at the ends and makes one space of more', () => {
    expect(linesOf('  a \t  b\u3000c ', 100)).toEqual(['a b c']);
    expect(linesOf(' \n\t ', 100)).toEqual([]);
  });

  it('keeps a no-break space', () => {
    expect(linesOf('10\u00a0km is far', 50)).toEqual(['10\u00a0km', 'is far']);
  });

  it('breaks an overlong word at its seams', () => {
    expect(linesOf('order_paid_or_cancelled_by_service', 100)).toEqual(['order_paid_or_', 'cancelled_by_', 'service']);
    expect(linesOf('shippingAddressValidation', 110)).toEqual(['shippingAddress', 'Validation']);
  });

  it('breaks a word without seams into even parts', () => {
    const { lines, widths } = wrap('Großenänderungsantragsformularprüfung', 120);
    expect(lines.join('')).toBe('Großenänderungsantragsformularprüfung');
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(16);
  });

  it('breaks between ideographs, but not before a closing sign or after an opening one', () => {
    expect(linesOf('日本語のテキスト', 50)).toEqual(['日本語の', 'テキスト']);
    expect(linesOf('日本語。「日本語」', 50).some((line) => /^[。」]|「$/u.test(line))).toBe(false);
  });

  it('never breaks inside what is read as one character', () => {
    expect(linesOf(family.repeat(4), 20)).toEqual([family, family, family, family]);
    expect(linesOf('e\u0301'.repeat(3), 8)).toEqual(['e\u0301', 'e\u0301', 'e\u0301']);
    const flags = linesOf('🇫🇷🇩🇪🇮🇹', 20);
    expect(flags).toEqual(['🇫🇷', '🇩🇪', '🇮🇹']);
  });

  it('segments long text at the same places wherever a chunk ends', () => {
    const text = `${'e\u0301'.repeat(63)}x${family.repeat(60)}`;
    const { lines } = wrap(text, 8, Number.POSITIVE_INFINITY);
    expect(lines.length).toBe(64 + 60);
    expect(lines.join('')).toBe(text);
  });

  it('ends with an ellipsis when there is more than the lines hold', () => {
    const wrapped = wrap('one two three four five six seven eight nine ten', 50, 2);
    expect(wrapped.cut).toBe(true);
    expect(wrapped.lines).toEqual(['one two', 'three…']);
    expect(wrap('an ellipsis…', 200).cut).toBe(false);
  });

  it('has four lines unless told otherwise', () => {
    expect(wrap('a b c d e', 1)).toMatchObject({ lines: { length: 4 }, cut: true });
    expect(wrap('a b c d', 1)).toMatchObject({ lines: { length: 4 }, cut: false });
  });

  it('answers for widths that make no sense', () => {
    expect(linesOf('ab', 0)).toEqual(['a', 'b']);
    expect(linesOf('ab', -5)).toEqual(['a', 'b']);
    expect(linesOf('ab cd', Number.POSITIVE_INFINITY)).toEqual(['ab cd']);
    expect(linesOf('ab', Number.NaN).join('')).toBe('ab');
    expect(linesOf('ab cd', 1000, Number.NaN)).toEqual(['ab cd']);
  });

  it('ends for a label of a megabyte, whatever it is made of', () => {
    const labels = ['a', 'ab ', 'ü', 'é ', family, '\u0301', '日', '\n', ' ', '\ud800', '\u200b'];
    for (const label of labels) {
      const { lines } = wrap(label.repeat(Math.ceil(1e6 / label.length)), 120);
      expect(lines.length).toBeLessThanOrEqual(4);
    }
  });
});

describe('any text', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 12 }));
  const widths = fc.integer({ min: 1, max: 300 });

  it('has no line wider than asked for, except for a single character', () => {
    fc.assert(
      fc.property(texts, widths, fc.integer({ min: 1, max: 5 }), (text, maxWidth, maxLines) => {
        const wrapped = wrap(text, maxWidth, maxLines);
        expect(wrapped.lines.length).toBeLessThanOrEqual(maxLines);
        expect(wrapped.width).toBe(Math.max(0, ...wrapped.widths));
        wrapped.lines.forEach((line, index) => {
          expect(wrapped.widths[index]).toBe(textWidth(line, 12));
          const isSingle = [...new Intl.Segmenter('en').segment(line)].length <= 1;
          if (!isSingle) expect(wrapped.widths[index]).toBeLessThanOrEqual(maxWidth);
        });
      }),
    );
  });

  it('loses nothing but white space', () => {
    const bare = (text: string): string => text.replace(/[\s\x85]/gu, '');
    fc.assert(
      fc.property(texts, widths, (text, maxWidth) => {
        const wrapped = wrap(text, maxWidth, Number.POSITIVE_INFINITY);
        expect(wrapped.cut).toBe(false);
        expect(bare(wrapped.lines.join(' '))).toBe(bare(text));
      }),
    );
  });

  it('is as narrow as its number of lines allows', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 8 }), widths, (text, maxWidth) => {
        const wrapped = wrap(text, maxWidth, Number.POSITIVE_INFINITY);
        const widestWord = Math.max(...text.split(' ').map((word) => textWidth(word, 12)));
        fc.pre(widestWord < maxWidth && wrapped.width > widestWord);
        expect(linesOf(text, wrapped.width - 0.01, Number.POSITIVE_INFINITY).length).toBeGreaterThan(
          wrapped.lines.length,
        );
      }),
    );
  });
});
