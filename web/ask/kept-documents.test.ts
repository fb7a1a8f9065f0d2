import { expect, it } from 'vitest';
import { begun, nothing, withAnswer } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { documentsOf, withDocuments, withoutDocument, withoutUnused } from './kept-documents.ts';

const text = (id: string, words: string) => ({ id, text: words });
const answer = (...documents: string[]) => begun('one', { seed: 1, temperature: 0, documents });
const added = withDocuments(nothing, [text('a.txt', '48'), text('b.txt', '7')]);
const asked: Conversation = {
  ...added,
  turns: [{ question: '?', answers: { a: answer('a.txt', 'b.txt') } }],
};
const idsOf = ({ documents, removed }: Conversation) =>
  [documents, removed].map((list) => list.map(({ id }) => id));

it('gives no id twice, also not that of a document that is gone', () => {
  const gone = withoutDocument(added, 'a.txt');
  expect(idsOf(gone)).toEqual([['b.txt'], []]);
  expect(idsOf(withDocuments(gone, [text('a.txt', '49')]))).toEqual([['b.txt', 'a.txt (2)'], []]);
});

it('keeps what an answer was given about, and only as long as there is one', () => {
  const replaced = withDocuments(withoutDocument(asked, 'a.txt'), [text('a.txt', '888')]);
  expect(idsOf(replaced)).toEqual([['b.txt', 'a.txt (2)'], ['a.txt']]);
  expect(documentsOf(answer('a.txt', 'b.txt'), replaced)).toEqual([text('a.txt', '48'), text('b.txt', '7')]);
  const anew = withoutUnused(withAnswer(replaced, 0, 'a', answer('b.txt', 'a.txt (2)')));
  expect(idsOf(anew)).toEqual([['b.txt', 'a.txt (2)'], []]);
});

it('keeps one of equal documents', () => {
  const back = withDocuments(withoutDocument(asked, 'a.txt'), [text('a.txt', '48')]);
  expect(idsOf(back)).toEqual([['b.txt', 'a.txt'], []]);
  const renamed = withDocuments(withoutDocument(asked, 'a.txt'), [text('c.txt', '48')]);
  expect(idsOf(renamed)).toEqual([['b.txt', 'c.txt'], ['a.txt']]);
});
