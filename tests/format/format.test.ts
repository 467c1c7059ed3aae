import { describe, expect, it } from 'vitest';
import { format } from '../../src/format/format.ts';
import { parse } from '../../src/parser/parse.ts';
import { fencedSources } from '../../src/source/fences.ts';
import { sourceOf } from '../../src/source/source.ts';

describe('format', () => {
  it('puts headers, statements, comments, prose and braces on lines of their own', () => {
    check('Mill { n1: circle } Lab { // night\nn2: circle } A note', [
      'Mill {',
      '  n1: circle',
      '}',
      'Lab {',
      '  // night',
      '  n2: circle',
      '}',
      'A note',
    ]);
  });

  it('writes a header with its label, wherever the label stood', () => {
    check('Mill{#Paper mill\n}', ['Mill { # Paper mill', '}']);
    check('Mill {\n\t#Paper mill\n}', ['Mill { # Paper mill', '}']);
    check('Mill { # Paper mill }', ['Mill { # Paper mill', '}']);
  });

  it('leaves a label below its header when it would close the lane behind it', () => {
    check('Mill {\n# odd}\n}', ['Mill {', '  # odd}', '}']);
    check('Mill {\n# {even}\n}', ['Mill { # {even}', '}']);
  });

  it('keeps a comment below an empty label from becoming the label', () => {
    check('Mill { #\n# a comment\n}', ['Mill { #', '  # a comment', '}']);
    check('Mill {\n\n# a comment\n}', ['Mill { #', '  # a comment', '}']);
    check('Mill { #\n// a comment\n}', ['Mill {', '  // a comment', '}']);
  });

  it('writes a node with its attributes in the order written', () => {
    check(`A {\nn1 :rect  owner="Mira" , label : 'Go' size:"2"\n}`, [
      'A {',
      '  n1: rect owner:"Mira" label:"Go" size:"2"',
      '}',
    ]);
  });

  it('keeps an attribute that is repeated, though its first value counts', () => {
    check('A {\nn1: circle label:"A", label:"B"\nn1 -> n2 [label="A" label="B"]\n}', [
      'A {',
      '  n1: circle label:"A" label:"B"',
      '  n1 -> n2 [label="A" label="B"]',
      '}',
    ]);
  });

  it('escapes what a text needs and nothing else', () => {
    check('A {\nn1: circle label:"C:\\temp \\"x\\" \\\\n \\n end"\n}', [
      'A {',
      '  n1: circle label:"C:\\\\temp \\"x\\" \\\\n \\n end"',
      '}',
    ]);
    check('A {\nn1: circle label:“say "go"”\n}', ['A {', '  n1: circle label:"say \\"go\\""', '}']);
  });

  it('writes one edge per line, with handles and labels where written', () => {
    check('A {\nn1 . handle( right )--> n2 [label:"a"] => B . n3[] // on\n}', [
      'A {',
      '  n1.handle(right) -> n2 [label="a"]',
      '  n2 -> B.n3 // on',
      '}',
    ]);
    check('A {\nn1->n2[label=""]\n}', ['A {', '  n1 -> n2 [label=""]', '}']);
  });

  it('writes a loop with its condition trimmed and its inner spaces kept', () => {
    check('A {\nloop[ up to  3 times ]n1,B.n2 , n3\n}', ['A {', '  loop [up to  3 times] n1 B.n2 n3', '}']);
  });

  it('keeps the order of everything', () => {
    check('B { }\nn2 -> n1\nA {\nn1 -> n2\nn1: circle\n}', [
      'B {',
      '}',
      'n2 -> n1',
      'A {',
      '  n1 -> n2',
      '  n1: circle',
      '}',
    ]);
  });

  it('keeps comments with their marker, and one behind a statement one space behind it', () => {
    check('A {\nn1: circle# twice\n//x\n#  y\n} # end', [
      'A {',
      '  n1: circle # twice',
      '  //x',
      '  #  y',
      '}',
      '# end',
    ]);
  });

  it('keeps prose character for character, without white space at its end', () => {
    check('  - one  two\t \n#tag\n# Title\nA { }\t- three', ['  - one  two', '#tag', '# Title', 'A {', '}', '- three']);
  });

  it('makes one blank line of many, and none behind a header, before a brace or at the end', () => {
    check('\n\nprose\n\n\n\nA { # L\n\nn1: circle\n \t\n\nn2: circle\n\n}\n\n\n// end\n\n\n', [
      '',
      'prose',
      '',
      'A { # L',
      '  n1: circle',
      '',
      '  n2: circle',
      '}',
      '',
      '// end',
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('ends every line with %s when the first line does', (_, lineEnd) => {
    expect(formatted(`A {${lineEnd}n1: circle\nn2: circle }`)).toBe(
      ['A {', '  n1: circle', '  n2: circle', '}', ''].join(lineEnd),
    );
  });

  it('ends one line with a line feed', () => {
    expect(formatted('A { n1: circle }')).toBe('A {\n  n1: circle\n}\n');
  });

  it('leaves control characters out', () => {
    expect(formatted('pro\u0007se \u0007\n')).toBe('prose\n');
  });

  it('has nothing to write for a text without words', () => {
    expect(formatted('')).toBe('');
    expect(formatted(' \n\t\r\n')).toBe('');
  });

  it('writes the flow inside a fence without what stands before its lines', () => {
    const text = 'Guide\n\n> ```flow\n> a  note\n>\n>\n> A {\n>   n1:circle }\n> ```\n';
    const source = fencedSources('guide.md', text)[0];
    expect(source).toBeDefined();
    if (source !== undefined) expect(format(parse(source).value, source)).toBe('a  note\n\nA {\n  n1: circle\n}\n');
  });
});

function check(text: string, lines: readonly string[]): void {
  expect(formatted(text)).toBe(`${lines.join('\n')}\n`);
  expect(formatted(formatted(text))).toBe(formatted(text));
}

function formatted(text: string): string {
  const source = sourceOf('any.flow', text);
  return format(parse(source).value, source);
}
