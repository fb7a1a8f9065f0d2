/** Asks the models, and tells the conversation as it stands. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useStore } from '../state/store.ts';
import { begun, messagesOf, withAnswer } from './conversation.ts';
import type { Conversation, Side } from './conversation.ts';
import { conversation as current, keepConversation } from './kept-conversation.ts';
import { withoutUnused } from './kept-documents.ts';
import { streamAnswer } from './stream-answer.ts';

const MOST_TOKENS = 2048;
/** A second answer at temperature 0 would be the first again. */
const RETRY_TEMPERATURE = 0.7;

export interface Asking {
  models: Partial<Record<Side, string>>;
  temperature: number;
}

export function useConversation() {
  const conversation = useStore(current);
  const writing = useRef(new Set<AbortController>());
  const [isWriting, setWriting] = useState(false);
  /** Of the conversation as it is now: it may have gone on since the page was drawn. */
  const change = (next: (now: Conversation) => Conversation): void => {
    current.set(next(current.get()));
    if (writing.current.size === 0) keepConversation();
  };
  const stop = (): void => {
    for (const controller of writing.current) controller.abort();
  };
  // Leaving the room stops what is being written, and what it costs.
  useEffect(() => {
    // A reload breaks streams off before it hides the page, and would look like a failure.
    window.addEventListener('beforeunload', stop);
    return () => {
      window.removeEventListener('beforeunload', stop);
      stop();
    };
  }, []);

  const write = async (turn: number, side: Side, model: string, temperature: number): Promise<void> => {
    const controller = new AbortController();
    writing.current.add(controller);
    setWriting(true);
    const { turns, documents } = current.get();
    const seed = Math.floor(Math.random() * 2 ** 31);
    const first = begun(model, { seed, temperature, documents: documents.map(({ id }) => id) });
    change((now) => withoutUnused(withAnswer(now, turn, side, first)));
    await streamAnswer(
      first,
      { messages: messagesOf(turns, turn, side), documents, maxTokens: MOST_TOKENS },
      { signal: controller.signal, tell: (answer) => change((now) => withAnswer(now, turn, side, answer)) },
    );
    writing.current.delete(controller);
    setWriting(writing.current.size > 0);
    if (writing.current.size === 0) keepConversation();
  };
  const ask = (question: string, { models, temperature }: Asking): void => {
    const turn = current.get().turns.length;
    change((now) => ({ ...now, turns: [...now.turns, { question, answers: {} }] }));
    for (const [side, model] of Object.entries(models)) void write(turn, side as Side, model, temperature);
  };
  /** Answers the last question anew. */
  const retry = ({ models, temperature }: Asking): void => {
    const turn = current.get().turns.length - 1;
    const again = Math.max(temperature, RETRY_TEMPERATURE);
    for (const [side, model] of Object.entries(models)) void write(turn, side as Side, model, again);
  };
  return { conversation, change, isWriting, ask, retry, stop };
}
