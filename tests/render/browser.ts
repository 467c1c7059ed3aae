/** A real browser for the few questions only one can answer. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why browser tests are skipped here; undefined where they run. */
export const noBrowser: string | undefined = existsSync(executable)
  ? undefined
  : `no browser at ${executable}; set CHROMIUM to its path`;

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args });
}
