/** Colors for the source of flows, as a TextMate grammar. */
import type { MarkdownOptions } from 'vitepress';

type Grammar = Exclude<NonNullable<MarkdownOptions['languages']>[number], string>;

const comment = { match: '#.*$', name: 'comment.line' };
const text = { match: '"(?:\\\\.|[^"\\\\])*"?', name: 'string.quoted.double' };

export const flowGrammar: Grammar = {
  name: 'flow',
  aliases: ['fz'],
  scopeName: 'source.flow',
  repository: {},
  patterns: [
    comment,
    {
      begin: '^\\s*([\\p{L}_][\\p{L}\\p{N}_-]*)\\s*(\\{)',
      beginCaptures: { 1: { name: 'entity.name.type' }, 2: { name: 'punctuation' } },
      end: '\\}',
      endCaptures: { 0: { name: 'punctuation' } },
      patterns: [
        comment,
        text,
        { match: '\\b(?:circle|rectangle|diamond|taskbox|loop)\\b', name: 'keyword.control' },
        { match: '\\b(?:label|owner|description|system|handle)\\b', name: 'variable.parameter' },
        { match: '\\b(?:left|right|top|bottom)\\b', name: 'constant.language' },
        { match: '->', name: 'keyword.operator' },
        { match: '\\bn\\d+\\b', name: 'entity.name.function' },
      ],
    },
  ],
};

/** What commands print and files that nobody colors; named so that the build does not wonder. */
export const plainGrammar: Grammar = {
  name: 'plain-output',
  aliases: ['results', 'trace', 'gitattributes', 'ebnf'],
  scopeName: 'text.plain-output',
  repository: {},
  patterns: [],
};
