import { spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { environment, main } from './harness.ts';

/** A command in a pseudo-terminal, and the screen that a person would see of it. */
export interface PseudoTerminal {
  /** The lines of the screen and of what has scrolled away, without blanks at their ends and empty lines at the end. */
  readonly screen: () => string;
  /** All bytes that came, steering codes among them. */
  readonly bytes: () => string;
  readonly isCursorShown: () => boolean;
  readonly type: (keys: string) => void;
  readonly resize: (columns: number, rows?: number) => void;
  readonly kill: (signal: string) => void;
  /** Ends when the screen shows the text; fails with the screen when the command has ended or stands still. */
  readonly sees: (text: string | RegExp) => Promise<string>;
  /** The same for the bytes that came after the first so many. */
  readonly sends: (pattern: RegExp, after: number) => Promise<void>;
  /** The exit code, after all output was shown. */
  readonly ended: Promise<number>;
}

export interface PseudoOptions {
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: NodeJS.ProcessEnv;
}

const patience = 30_000;

/** Runs a line of bash in which `laneflow` is the command. */
export function openPseudoTerminal(line: string, { cwd, columns = 80, rows = 24, env }: PseudoOptions): PseudoTerminal {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  const script = `laneflow() { '${process.execPath}' '${main}' "$@"; }; ${line}`;
  const child = spawn('bash', ['--norc', '-c', script], {
    cols: columns,
    rows,
    cwd,
    name: 'xterm-256color',
    env: environment({ TERM: 'xterm-256color', ...env }),
  });
  const state = { bytes: '', isCursorShown: true, hasEnded: false };
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  child.onData((data) => {
    state.bytes += data;
    terminal.write(data, changed);
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      state.hasEnded = true;
      // Whatever is still on its way to the screen comes before this.
      terminal.write('', () => {
        changed();
        resolve(signal ? 128 + signal : exitCode);
      });
    });
  });
  const screen = (): string => screenOf(terminal);
  const until = (isSo: () => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const finish = (act: () => void): void => {
        clearTimeout(timer);
        watchers.delete(look);
        act();
      };
      const giveUp = (): void => finish(() => reject(new Error(`never seen: ${what}\n${screen()}`)));
      const look = (): void => {
        if (isSo()) finish(resolve);
        else if (state.hasEnded) giveUp();
      };
      const timer = setTimeout(giveUp, patience);
      watchers.add(look);
      look();
    });
  return {
    screen,
    bytes: () => state.bytes,
    isCursorShown: () => state.bytes.lastIndexOf('\u001b[?25h') >= state.bytes.lastIndexOf('\u001b[?25l'),
    type: (keys) => child.write(keys),
    resize: (newColumns, newRows = rows) => {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    kill: (signal) => child.kill(signal),
    sees: async (text) => {
      await until(() => (typeof text === 'string' ? screen().includes(text) : text.test(screen())), String(text));
      return screen();
    },
    sends: (pattern, after) => until(() => pattern.test(state.bytes.slice(after)), String(pattern)),
    ended,
  };
}

function screenOf(terminal: Terminal): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  return lines.join('\n').trimEnd();
}
