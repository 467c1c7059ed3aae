/* Ids of lanes, made from the words that people give them. */

/** Words that other languages begin a lane with. */
const laneWords: readonly string[] = [
  'lane',
  'swimlane',
  'pool',
  'subgraph',
  'partition',
  'participant',
  'actor',
  'section',
  'group',
  'container',
];

/** `lane Stone oven` without the word of the other language. */
export function laneLabelFrom(text: string): string {
  const [first = '', ...rest] = text.trim().split(/[ \t\u00A0]+/);
  return rest.length > 0 && laneWords.includes(first.toLowerCase()) ? rest.join(' ') : text.trim();
}

/** `Night Shift` becomes `NightShift`; one word stays as it is. */
export function laneIdFrom(text: string): string {
  const words = wordsOf(laneLabelFrom(text));
  const [first = ''] = words;
  const joined = words.length === 1 ? first : words.map(capitalized).join('');
  return /^[\p{L}_]/u.test(joined) ? joined : `Lane${joined}`;
}

/** The words of a broken name, small: by any of them the author may call the lane. */
export function lostNamesIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
