import type { Comment, Document, Item } from './ast.ts';

/** Every comment of a document, those behind statements included, in source order. */
export function commentsOf(document: Document): readonly Comment[] {
  return document.items.flatMap(commentsIn);
}

function commentsIn(item: Item): readonly Comment[] {
  switch (item.kind) {
    case 'comment':
      return [item];
    case 'lane':
      return item.items.flatMap(commentsIn);
    case 'node':
    case 'edge':
    case 'loop':
      return item.comment === undefined ? [] : [item.comment];
    case 'prose':
    case 'title':
      return [];
  }
}
