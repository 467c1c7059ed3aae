/** Times as people write them: `90s`, `5m`, `2h`, `1d`, a number of seconds, or a pair of these for a range. */

import type { Report } from '../diagnostics/diagnostic.ts';
import type { Duration } from '../interpreter/chance.ts';
import { refuse } from './shape.ts';
import type { Value } from './yaml.ts';

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const longest = 999_999_999_999;

export function durationIn(value: Value, name: string, report: Report): Duration | undefined {
  if (value.kind !== 'list') {
    const seconds = secondsOf(value, name, report);
    return seconds === undefined ? undefined : { least: seconds, most: seconds };
  }
  const [first, second, third] = value.items;
  if (first === undefined || second === undefined || third !== undefined)
    return refuse(value, `${name} is a time or a pair of times, such as [4m, 10m].`, report);
  const least = secondsOf(first, name, report);
  const most = secondsOf(second, name, report);
  if (least === undefined || most === undefined) return undefined;
  return least <= most
    ? { least, most }
    : refuse(value, `${name} begins with its longer time.`, report, 'Swap the two.');
}

function secondsOf(value: Value, name: string, report: Report): number | undefined {
  const text = value.kind === 'word' ? value.text : '';
  const seconds = value.kind === 'word' ? value.number : undefined;
  if (seconds !== undefined && seconds >= 0 && seconds <= longest) return seconds;
  const [, amount, unit = 's'] = /^(\d{1,12}(?:\.\d{1,6})?)([smhd])?$/.exec(text) ?? [];
  if (amount !== undefined) return Number(amount) * (secondsIn[unit] ?? 1);
  return refuse(value, `${name} is a time, such as 90s, 5m, 2h or 1d; a number is seconds.`, report);
}
