import { fix, problem } from '../../src/diagnostics/diagnostic.ts';
import type { Findings } from '../../src/report/findings.ts';
import { type Source, type Span, sourceOf } from '../../src/source/source.ts';

export const library: Source = sourceOf(
  'library.flow',
  `# Borrow a book
Reader { # Reader
  n1: circle label:"Wants a book"
  n6: circle label:"Has it"
  n1 -> Desk.n4
}
Desk { # Desk
  n4: diamond label:"Copy free?"
  n5: rectangle label:"Wait a week"
  n5.handle(right) -> n44.handle(left)
  n4.handle(top) -> n6.handle(bottom) [label="Yes"]
}
`,
);

/** Where `word` stands for the nth time, from 1. */
export function spanOf(source: Source, word: string, nth = 1): Span {
  let start = -1;
  for (let found = 0; found < nth; found += 1) start = source.text.indexOf(word, start + 1);
  return { start, end: start + word.length };
}

const unknown = spanOf(library, 'n44');
const bare = spanOf(library, 'n6', 2);

/** One error with an offered fix and a related place, one warning with a safe fix. */
export const libraryFindings: Findings = {
  source: library,
  diagnostics: [
    problem('unknown-node', unknown, "There is no node 'n44'.", {
      hint: 'Did you mean n4 "Copy free?"?',
      related: [{ message: 'lane Desk begins here', span: spanOf(library, 'Desk', 2), file: undefined }],
      fixes: [fix('Replace n44 with n4', false, { span: unknown, text: 'n4' })],
    }),
    problem('missing-lane-prefix', bare, "'n6' is in lane Reader, so it is written Reader.n6.", {
      fixes: [fix('Write Reader.n6', true, { span: bare, text: 'Reader.n6' })],
    }),
  ],
};
