import { quote } from '../messages.ts';
import { form, group, id } from './pieces.ts';
import type { Slip } from './slip.ts';

/* What goes wrong with the quotes of a text. */

/** Behind a text: the line's end, a bracket, or another attribute. */
const behind = String.raw`(?=\s*(?:[\])]?$|,?\s*${id}\s*[:=]))`;

export const textSlips: readonly Slip[] = [
  {
    example: 'n6: rectangle label:Bake"',
    form: form`(?<=[:=]\s*)(?<wrong>(?<text>[^\s"'“:=[\]][^":=[\]]*)")${behind}`,
    instead: '"$<text>"',
    code: 'unquoted-text',
    isSure: true,
  },
  {
    example: 'n6: rectangle label:"Bake”',
    form: form`(?<=[:=]\s*)(?<wrong>(?<text>“[^"“”]*"|"[^"“”]*”))${behind}`,
    instead: (match) => quote(group(match, 'text').slice(1, -1)),
    code: 'unquoted-text',
    isSure: true,
  },
  {
    example: 'n6: rectangle label:""Bake""',
    form: form`(?<=[:=]\s*)(?<wrong>"{2,}(?<text>[^"]+)"{2,})`,
    instead: '"$<text>"',
    isSure: true,
  },
  {
    example: 'n6: rectangle label:"Bake "gently" today"',
    form: form`(?<=[:=]\s*)(?<wrong>"(?<text>[^":=[\]]*"[^:=[\]]*)")(?=\s*\]?$)`,
    instead: (match) => quote(group(match, 'text')),
    hint: 'A quote inside a text is written \\".',
  },
  {
    example: "n6: rectangle label:'The baker's bread'",
    form: form`(?<=[:=]\s*)(?<wrong>'(?<text>[^":=[\]]*'[^":=[\]]*)')(?=\s*\]?$)`,
    instead: (match) => quote(group(match, 'text')),
    code: 'unquoted-text',
    isSure: true,
  },
];
