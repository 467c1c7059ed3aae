import type { Behavior } from '../diff/behavior.ts';
import type { Changes } from '../diff/changes.ts';
import { behaviorRows } from './behavior-rows.ts';
import { type ChangeRow, changeRows } from './change-rows.ts';
import { changesLine } from './changes.ts';
import { escapeTerminal } from './escape.ts';

/** Tables for a pull request or a note; `names` are those of the old and the new file. */
export function reportChangesMarkdown(changes: Changes, behavior: Behavior, names: readonly [string, string]): string {
  const [before, after] = names.map(escapeMarkdown);
  const parts = [
    `**${before} → ${after}**: ${changesLine(changes, behavior)}`,
    table('part', changeRows(changes)),
    table('behavior', behaviorRows(behavior, changes)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function table(title: string, rows: readonly ChangeRow[]): string {
  if (rows.length === 0) return '';
  return [`|   | ${title} | what |`, '| :-: | --- | --- |', ...rows.map(rowOf)].join('\n');
}

function rowOf({ sign, kind, name, words }: ChangeRow): string {
  const cells = [`\`${sign}\``, `${kind} ${escapeMarkdown(name)}`, words.map(escapeMarkdown).join('<br>')];
  return `| ${cells.map((cell) => cell.trim()).join(' | ')} |`;
}

/** Labels are a stranger's: they neither format, nor link, nor call people, nor end a cell. */
function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(/[\\`*_{}[\]()#!|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@<!-- -->')
    .replace(/\b(https?|www)(?=[:.])/gi, '$1<!-- -->');
}
