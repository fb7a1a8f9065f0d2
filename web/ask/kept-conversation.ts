/** The conversation of this tab, which outlives a reload: what was written when the page was left is kept, and has stopped. */

import { kept } from '../state/kept.ts';
import { store } from '../state/store.ts';
import { nothing } from './conversation.ts';
import type { Conversation } from './conversation.ts';

const stored = kept<Conversation>(() => sessionStorage, 'fin-r1.conversation-2', {
  first: nothing,
  read: (text) => settled(JSON.parse(text) as Conversation),
});

/** As it is now. Not everything that is written is kept at once: documents may be long, and words come many times a second. */
export const conversation = store(stored.get());

export function keepConversation(): void {
  stored.set(conversation.get());
}

window.addEventListener('pagehide', keepConversation);

function settled(left: Conversation): Conversation {
  const turns = left.turns.map((turn) => ({
    ...turn,
    answers: Object.fromEntries(
      Object.entries(turn.answers).map(([side, answer]) => [
        side,
        answer.state === 'writing' ? { ...answer, state: 'stopped' as const } : answer,
      ]),
    ),
  }));
  return { ...left, turns };
}
