import type { Severity } from '../diagnostics/diagnostic.ts';

/** How a report looks: who prints it knows the terminal, a report does not. */
export interface Style {
  /** Columns. */
  readonly width: number;
  readonly symbols: Symbols;
  readonly paint: Readonly<Record<Severity | 'place' | 'quiet' | 'good', Paint>>;
}

/** Puts color around a text that is already escaped. */
export type Paint = (text: string) => string;

export interface Symbols {
  readonly bar: string;
  readonly check: string;
  readonly cross: string;
  readonly arrow: string;
  readonly ellipsis: string;
  readonly bullet: string;
}

export const unicodeSymbols: Symbols = { bar: '│', check: '✓', cross: '✗', arrow: '→', ellipsis: '…', bullet: '●' };
export const asciiSymbols: Symbols = { bar: '|', check: 'ok', cross: 'x', arrow: '->', ellipsis: '...', bullet: '*' };

const asIs: Paint = (text) => text;

/** 80 columns without color. */
export const plainStyle: Style = {
  width: 80,
  symbols: unicodeSymbols,
  paint: { error: asIs, warning: asIs, info: asIs, place: asIs, quiet: asIs, good: asIs },
};
