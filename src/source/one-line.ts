/** Texts of authors may have several lines, such as `label:"Pack\nand send"`; a message has one. */

const lineBreaks = /[ \t]*[\n\r]+[ \t]*/g;

export function oneLine(text: string): string {
  return text.replace(lineBreaks, ' ');
}
