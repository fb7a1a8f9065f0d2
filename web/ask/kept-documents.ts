/**
 * Documents of a conversation. One that is removed stays as long as an answer was checked against it, and no id is given twice, so that
 * an id in an answer always leads to what the model was shown.
 */

import type { SourceDocument } from '../parts/source-pane.tsx';
import type { Answer, Conversation } from './conversation.ts';

/** With documents that have ids of their own: `name`, `name (2)`, … A removed one that is the same comes back as what it was. */
export function withDocuments(conversation: Conversation, added: readonly SourceDocument[]): Conversation {
  const documents = [...conversation.documents];
  const ids = [...conversation.ids];
  let removed = conversation.removed;
  for (const document of added) {
    const same = removed.find((other) => isSame(other, document));
    if (same !== undefined) {
      removed = removed.filter((other) => other !== same);
      documents.push(same);
      continue;
    }
    let { id } = document;
    for (let n = 2; ids.includes(id); n++) id = `${document.id} (${n})`;
    ids.push(id);
    documents.push({ ...document, id });
  }
  return { ...conversation, documents, removed, ids };
}

export function withoutDocument(conversation: Conversation, id: string): Conversation {
  const { documents, removed } = conversation;
  return withoutUnused({
    ...conversation,
    documents: documents.filter((one) => one.id !== id),
    removed: [...removed, ...documents.filter((one) => one.id === id)],
  });
}

/** Without removed documents that no answer was checked against. */
export function withoutUnused(conversation: Conversation): Conversation {
  const used = new Set(
    conversation.turns.flatMap(({ answers }) => Object.values(answers).flatMap(({ documents }) => documents)),
  );
  return { ...conversation, removed: conversation.removed.filter(({ id }) => used.has(id)) };
}

/** What the answer was checked against, in the order in which the model was shown it. */
export function documentsOf(answer: Answer, { documents, removed }: Conversation): SourceDocument[] {
  const all = [...documents, ...removed];
  return answer.documents.flatMap((id) => all.filter((one) => one.id === id));
}

function isSame(one: SourceDocument, other: SourceDocument): boolean {
  const contents = (document: SourceDocument): string => JSON.stringify({ ...document, id: '' });
  return nameIn(one.id) === nameIn(other.id) && contents(one) === contents(other);
}

/** A number that the page has given is no part of a name. */
function nameIn(id: string): string {
  return id.replace(/ \(\d+\)$/, '').replace(/^pasted \d+/, 'pasted');
}
