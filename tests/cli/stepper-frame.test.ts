import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { styleFor } from '../../src/cli/color.ts';
import type { Session } from '../../src/cli/session.ts';
import { commandOfLine, obey } from '../../src/cli/session-commands.ts';
import { frame } from '../../src/cli/stepper-frame.ts';
import { asciiSymbols, displayWidth, plainStyle, type Style } from '../../src/index.ts';
import { kitchen, seed, sessionOf } from './make-session.ts';

/** Wide characters, marks without width, and a label that would steer a terminal if it could. */
const wide = `料理 { # 料理人
  n1: circle label:"注文"
  n2: diamond label:"材料は全部揃っていますか、それとも買い物が必要ですか"
  n3: circle label:"でき上がり"
  n4: rectangle label:"café ‮abc"
  n1 -> n2
  n2 -> n3 [label="はい"]
  n2 -> n4 [label="いいえ、まだです"]
  n4 -> n2
}
`;

const many = Array.from({ length: 12 }, (_, lane) => {
  const next = lane < 11 ? `m${lane} -> L${lane + 1}.m${lane + 1}\n` : '';
  return `L${lane} { # Lane ${lane}\nm${lane}: rectangle label:"Step ${lane}"\n${next}}\n`;
}).join('');

function talk(text: string, lines: readonly string[], breakpoints: readonly string[] = []): Session {
  return lines.reduce((session, line) => obey(session, commandOfLine(line, session)), sessionOf(text, breakpoints));
}

const sessions: Readonly<Record<string, Session>> = {
  'a decision': talk(seed, []),
  'two runs, compared': talk(seed, ['1', 'c', 'g 10', '2', 'c', 'compare 1']),
  'parallel, one waits': talk(kitchen, ['g 1', 'n', 'g 3', '2'], []),
  'wide characters': talk(wide, ['2', 'n', '2', 'n']),
  'help, breakpoints': talk(seed, ['B node:n13', 'g 5', '?'], ['edge:e4']),
};

const styles: Readonly<Record<string, Style>> = {
  '60 columns': { ...plainStyle, width: 60 },
  '80 columns': plainStyle,
  '100 columns': { ...plainStyle, width: 100 },
  '200 columns': { ...plainStyle, width: 200 },
  '60 columns, ASCII': { ...plainStyle, symbols: asciiSymbols, width: 60 },
  '80 columns, painted': styleFor({ isTTY: true, columns: 80 }, 'always', { LANG: 'C.UTF-8' }),
};

const tall = { rows: 40, isAsking: true };

describe('a frame', () => {
  it('shows lanes, path, choices and keys in any width', async () => {
    const pages = Object.entries(sessions).flatMap(([what, session]) =>
      Object.entries(styles).map(([how, style]) => `## ${what}, ${how}\n\n${textOf(session, style)}\n`),
    );
    await expect(pages.join('\n')).toMatchFileSnapshot('golden/frames.md');
  });

  it('has no line that is wider than the screen, and no more lines than it has rows', () => {
    for (const session of [...Object.values(sessions), talk(many, ['g 4'])]) {
      for (let width = 10; width <= 120; width += 7) {
        for (const rows of [4, 7, 12, 30]) {
          const lines = frame(session, { ...plainStyle, width }, { rows, isAsking: true });
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  it('keeps the lanes with tokens where not all lanes fit', () => {
    const lines = frame(talk(many, ['g 8']), plainStyle, { rows: 7, isAsking: true });
    expect(lines.join('\n')).toContain('● m7 Step 7');
    expect(lines.join('\n')).toMatch(/and \d+ more lanes/);
  });

  it('says the same with and without color', () => {
    for (const session of Object.values(sessions)) {
      const painted = textOf(session, styles['80 columns, painted'] ?? plainStyle);
      expect(painted.replace(/‹\d+›/g, '')).toBe(textOf(session, plainStyle));
    }
  });

  it('is the sample of the page about stepping', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'stepping.md'), 'utf8');
    const sample = frame(talk(seed, []), { ...plainStyle, width: 100 }, tall).join('\n');
    expect(page).toContain(sample);
    const compared = frame(talk(seed, ['1', 'c', 'g 10', '2', 'c', 'compare 1']), { ...plainStyle, width: 100 }, tall);
    expect(page).toContain(compared.filter((line) => /^(Runs|run \d:)/.test(line)).join('\n'));
  });
});

/** Colors as `‹1›`. */
function textOf(session: Session, style: Style): string {
  const introducer = '\u001b';
  const text = frame(session, style, tall).join('\n');
  return text.replaceAll(new RegExp(`${introducer}\\[(\\d+)m`, 'g'), '‹$1›');
}
