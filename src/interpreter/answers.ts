/*
 * Which option an answer means, semantics.md 6. It is looked up in this order: an option's label; its target;
 * `else`, when exactly one option has no label; its label's part before ` - `; last, so that every option has
 * a name of its own, its edge. The first kind of name that fits decides. Case and surrounding space do not matter.
 */

/** How an option can be called. */
export interface Wording {
  readonly label: string | undefined;
  /** Names of the nodes and edges it leads to and by. */
  readonly targets: readonly string[];
  readonly edges: readonly string[];
}

/** From a name, in the form that `normalName` gives, to the number of its option, or `ambiguous`. */
export type AnswerBook = ReadonlyMap<string, number>;

export const ambiguous = -2;
const unknown = -1;

export function answerBook(options: readonly Wording[]): AnswerBook {
  const book = new Map<string, number>();
  const unlabelled = options.filter(({ label }) => label === undefined).length === 1;
  addNames(book, options, ({ label }) => (label === undefined ? [] : [label]));
  addNames(book, options, ({ targets }) => targets);
  addNames(book, options, ({ label }) => (label === undefined && unlabelled ? ['else'] : []));
  addNames(book, options, ({ label }) => (label?.includes(' - ') ? [label.slice(0, label.indexOf(' - '))] : []));
  addNames(book, options, ({ edges }) => edges);
  return book;
}

/** A name that an earlier kind has taken is not given again. */
function addNames(
  book: Map<string, number>,
  options: readonly Wording[],
  namesOf: (option: Wording) => readonly string[],
): void {
  const found = new Map<string, number>();
  options.forEach((option, index) => {
    for (const name of namesOf(option).map(normalName)) {
      found.set(name, (found.get(name) ?? index) === index ? index : ambiguous);
    }
  });
  for (const [name, index] of found) if (!book.has(name)) book.set(name, index);
}

function normalName(name: string): string {
  return name.trim().toLowerCase();
}

/** The number of an option, or -1 for none and -2 for several. */
export function findAnswer(book: AnswerBook, answer: string): number {
  return book.get(answer) ?? book.get(normalName(answer)) ?? unknown;
}

/** A name that finds this option and no other. */
export function properName(book: AnswerBook, { label, targets, edges }: Wording, index: number): string {
  const names = [...(label === undefined ? [] : [label]), ...targets, 'else', ...edges];
  return names.find((name) => findAnswer(book, name) === index) ?? edges[0] ?? label ?? 'else';
}
