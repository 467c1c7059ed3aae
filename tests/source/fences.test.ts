import { describe, expect, it } from 'vitest';
import { parse } from '../../src/parser/parse.ts';
import { fencedSources } from '../../src/source/fences.ts';
import { baseName, positionAt } from '../../src/source/source.ts';

describe('flows in Markdown', () => {
  it('are the fences that say flow or fz, and nothing else', () => {
    const text =
      '# Guide\n```js\nA {\n```\n```flow\nA {\n}\n```\ntext\n~~~~fz title\nB {\n~~~\n}\n~~~~\n``` flowchart\nC {\n```\n';
    const sources = fencedSources('docs/guide.md', text);
    expect(sources.map((source) => text.slice(source.part.start, source.part.end))).toEqual([
      'A {\n}\n',
      'B {\n~~~\n}\n',
    ]);
    expect(sources.map(baseName)).toEqual(['guide-1', 'guide-2']);
  });

  it('keep the positions of the file', () => {
    const text = 'Intro\n\n```flow\nA {\n  n1: circle label:"x"\n  n1 -> n9 -> n1\n}\n```\n';
    const [source] = fencedSources('guide.md', text);
    if (source === undefined) throw new Error('no flow was found');
    const [chain] = parse(source).diagnostics;
    expect(chain?.code).toBe('chained-edge');
    expect(positionAt(source, chain?.span.start ?? 0)).toEqual({ line: 6, column: 15 });
  });

  it('are read without the margin of a list or quotation', () => {
    const text =
      '1. A list\n\n   ```flow\n   A { # In a list\n     n1: circle label:"x"\n   }\n   ```\n\n> > ```flow\n> > A { # Quoted\n> >   n1: circle label:"x"\n> > }\n> > ```\n';
    const labels = fencedSources('guide.md', text).map((source) => {
      const { value, diagnostics } = parse(source);
      expect(diagnostics).toEqual([]);
      const [lane] = value.items;
      return lane?.kind === 'lane' ? `${lane.label?.text} ${lane.items.length}` : 'no lane';
    });
    expect(labels).toEqual(['In a list 1', 'Quoted 1']);
  });

  it('give new lines the margin of their quotation', () => {
    const text = '> ```flow\n> A {\n>   n1: circle n2: circle\n> }\n> ```\n';
    const [source] = fencedSources('guide.md', text);
    const [first] = source === undefined ? [] : parse(source).diagnostics;
    expect(first?.fixes[0]?.edits[0]?.text).toBe('\n>   ');
  });

  it('end with the file or their quotation when no fence closes them', () => {
    const text = '> ```flow\n> A {\n> }\noutside\n\n```flow\nB {\n}';
    const parts = fencedSources('a.md', text).map((source) => text.slice(source.part.start, source.part.end));
    expect(parts).toEqual(['> A {\n> }\n', 'B {\n}']);
  });
});
