/** The conversation of the stepper: keys at a terminal that can redraw, typed lines at one that cannot. */

import type { Style } from '../index.ts';
import { openPrompt } from './prompt.ts';
import type { Session } from './session.ts';
import { commandOfLine, obey } from './session-commands.ts';
import { type Key, press } from './session-keys.ts';
import { frame } from './stepper-frame.ts';
import { type Keyboard, openKeyboard } from './stepper-keys.ts';
import { openScreen, type Screen, sizeOfScreen } from './stepper-screen.ts';
import type { Terminal } from './terminal.ts';

/** What a session may ask of the world. Each answers with what it has to say, in plain text. */
export interface World {
  readonly record: (session: Session, name: string | undefined) => readonly string[];
  readonly draw: (session: Session) => Promise<readonly string[]>;
  /** Is shown every place where the stepper stops. */
  readonly stopped: (session: Session) => Promise<readonly string[]>;
}

export interface Talk {
  readonly session: Session;
  readonly ending: 'left' | 'interrupted';
}

export function talk(begun: Session, world: World, terminal: Terminal): Promise<Talk> {
  return terminal.canRedraw ? talkByKeys(begun, world, terminal) : talkByLines(begun, world, terminal);
}

/** What a session wishes is done, and the world told where it stands. */
async function settle(before: Session, session: Session, world: World): Promise<Session> {
  const { wish, view } = session;
  const said = wish?.kind === 'record' ? world.record(session, wish.name) : [];
  const drawn = wish?.kind === 'draw' ? await world.draw(session) : [];
  const isElsewhere = view !== before.view && wish === undefined;
  const seen = isElsewhere ? await world.stopped(session) : [];
  return { ...session, notices: [...session.notices, ...said, ...drawn, ...seen] };
}

// ---- keys

async function talkByKeys(begun: Session, world: World, terminal: Terminal): Promise<Talk> {
  let session = begun;
  const show = (): void => screen.show(shown(session, terminal.style));
  const screen: Screen = openScreen(() => show());
  const keyboard = openKeyboard();
  try {
    session = { ...session, notices: [...session.notices, ...(await world.stopped(session))] };
    for (;;) {
      show();
      const key = await nextKey(keyboard, screen);
      if (key === 'interrupted') return { session, ending: 'interrupted' };
      const next = key === undefined ? obey(session, { kind: 'leave' }) : (press(session, key) ?? session);
      if (next.wish?.kind === 'leave') return { session: next, ending: 'left' };
      session = await settle(session, next, world);
    }
  } finally {
    // The keyboard hears of a terminal that cannot be given back because it is gone.
    screen.close();
    keyboard.close();
  }
}

/** Undefined when nobody can type any more. */
async function nextKey(keyboard: Keyboard, screen: Screen): Promise<Key | 'interrupted' | undefined> {
  for (;;) {
    const key = await keyboard.next();
    if (key?.isCtrl === true && key.name === 'c') return 'interrupted';
    if (key?.isCtrl !== true || key.name !== 'z') return key;
    screen.suspend();
  }
}

/** The width of the screen counts, also where it is narrower than others are written for. */
function shown(session: Session, style: Style): readonly string[] {
  const { columns, rows } = sizeOfScreen();
  return frame(
    session,
    { ...style, width: Math.min(widest, Math.max(10, columns)) },
    {
      rows: Math.max(4, rows - 1),
      isAsking: true,
    },
  );
}

const widest = 100;

// ---- lines

async function talkByLines(begun: Session, world: World, { style }: Terminal): Promise<Talk> {
  const prompt = openPrompt();
  let session: Session = { ...begun, notices: [...begun.notices, ...(await world.stopped(begun))] };
  try {
    for (;;) {
      process.stderr.write(`${frame(session, style, { rows: 100, isAsking: true }).join('\n')}\n`);
      const line = await prompt.ask('> ');
      if (line.kind === 'interrupted') return { session, ending: 'interrupted' };
      const command = line.kind === 'end' ? ({ kind: 'leave' } as const) : commandOfLine(line.text, session);
      const next = obey(session, command);
      if (next.wish?.kind === 'leave') return { session: next, ending: 'left' };
      session = await settle(session, next, world);
    }
  } finally {
    prompt.close();
  }
}
