/**
 * The part of the terminal that the stepper draws on: the lines above the cursor, written anew in place, so that what
 * was there before stays in the scrollback. Whatever happens, the terminal is left as it was found.
 */

import { displayWidth } from '../index.ts';

export interface Screen {
  /** Draws lines over those drawn before. */
  readonly show: (lines: readonly string[]) => void;
  /** As any program at Ctrl-Z; `fg` comes back to a new frame. */
  readonly suspend: () => void;
  /** The frame stays as it is; what is written now comes below it. */
  readonly close: () => void;
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Exit codes as a shell reports them. Ctrl-C is a key here, so the first is for those who send the signal. */
const exitCodesOf = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const clearBelow = '\u001b[0J';

export function sizeOfScreen(): Size {
  const { columns, rows } = process.stderr;
  return { columns: columns || 80, rows: rows || 24 };
}

/** `showAgain` is called after the terminal has changed its size or was given to others. */
export function openScreen(showAgain: () => void): Screen {
  const area: Area = { isOpen: true, isTaken: false, drawn: [] };
  const onReturn = (): void => {
    if (area.isOpen && !area.isTaken) takeOver(area);
    showAgain();
  };
  const onStop = (): void => {
    giveBack(area);
    process.kill(process.pid, 'SIGSTOP');
  };
  const onExit = (): void => giveBack(area);
  const onEnd = (signal: (typeof endSignals)[number]): void => {
    giveBack(area);
    process.exit(exitCodesOf[signal]);
  };
  process.on('exit', onExit).on('SIGCONT', onReturn).on('SIGTSTP', onStop);
  process.stderr.on('resize', showAgain);
  for (const signal of endSignals) process.on(signal, onEnd);
  takeOver(area);
  return {
    show: (lines) => draw(area, lines),
    suspend: () => suspend(area, onStop, onReturn),
    close: () => {
      giveBack(area);
      area.isOpen = false;
      process.off('exit', onExit).off('SIGCONT', onReturn).off('SIGTSTP', onStop);
      process.stderr.off('resize', showAgain);
      for (const signal of endSignals) process.off(signal, onEnd);
    },
  };
}

interface Area {
  isOpen: boolean;
  /** Keys come here one by one, and the cursor is hidden. */
  isTaken: boolean;
  drawn: readonly string[];
}

function takeOver(area: Area): void {
  area.isTaken = true;
  area.drawn = [];
  process.stdin.setRawMode(true);
  process.stderr.write(hideCursor);
}

function giveBack(area: Area): void {
  if (!area.isTaken) return;
  area.isTaken = false;
  process.stdin.setRawMode(false);
  process.stderr.write(`${area.drawn.length > 0 ? '\r\n' : ''}${showCursor}`);
}

/** As the system does it for other programs, which stops nobody whom no shell waits for. */
function suspend(area: Area, onStop: () => void, onReturn: () => void): void {
  if (process.platform === 'win32') return;
  giveBack(area);
  process.off('SIGTSTP', onStop);
  process.kill(process.pid, 'SIGTSTP');
  setTimeout(() => {
    if (!area.isOpen) return;
    process.on('SIGTSTP', onStop);
    if (!area.isTaken) onReturn();
  }, 50);
}

function draw(area: Area, lines: readonly string[]): void {
  if (!area.isTaken) return;
  const up = rowsOf(area.drawn, sizeOfScreen().columns) - 1;
  const home = up < 0 ? '' : `\r${up > 0 ? `\u001b[${up}A` : ''}`;
  process.stderr.write(`${home}${clearBelow}${lines.join('\r\n')}`);
  area.drawn = lines;
}

/** What a terminal paints with and does not count. */
const colorCodes = new RegExp(`${'\u001b'}\\[[\\d;]*m`, 'g');

/** Where the terminal became narrower, lines take more rows than they were written in. */
function rowsOf(lines: readonly string[], columns: number): number {
  const widths = lines.map((line) => displayWidth(line.replace(colorCodes, '')));
  return widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
}
