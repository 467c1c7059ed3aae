import colors from 'picocolors';
import { asciiSymbols, plainStyle, type Style, type Symbols, unicodeSymbols } from '../index.ts';

export type ColorChoice = 'auto' | 'always' | 'never';
export type Environment = Readonly<Record<string, string | undefined>>;

/** The part of an output stream that decides how to write to it. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colors, symbols and width that suit a stream. */
export function styleFor(screen: Screen, choice: ColorChoice, environment: Environment): Style {
  const symbols = symbolsFor(environment);
  const width = widthOf(screen);
  if (!hasColor(screen, choice, environment)) return { ...plainStyle, symbols, width };
  const { bold, red, yellow, cyan, dim, green } = colors.createColors(true);
  const error = (text: string) => bold(red(text));
  return { symbols, width, paint: { error, warning: yellow, info: cyan, place: bold, quiet: dim, good: green } };
}

/** First match wins: `--color`, `NO_COLOR`, `FORCE_COLOR`, then whether a terminal that knows colors is there. */
export function hasColor(screen: Screen, choice: ColorChoice, environment: Environment): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (isFilled(environment.NO_COLOR)) return false;
  const force = environment.FORCE_COLOR;
  if (isFilled(force)) return force !== '0' && force !== 'false';
  return screen.isTTY === true && environment.TERM !== 'dumb';
}

function isFilled(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

/** POSIX: the first of these that is set names the encoding; without any it is ASCII. Windows terminals know UTF-8. */
function symbolsFor(environment: Environment): Symbols {
  const locale = [environment.LC_ALL, environment.LC_CTYPE, environment.LANG].find(isFilled) ?? '';
  return /utf-?8/i.test(locale) || process.platform === 'win32' ? unicodeSymbols : asciiSymbols;
}

/** The terminal's width between 60 and 100 columns; 80 without a terminal. */
function widthOf({ isTTY, columns }: Screen): number {
  return isTTY === true && columns !== undefined && columns > 0 ? Math.min(100, Math.max(60, columns)) : 80;
}
