/** The conversation of this tab: it outlives a reload, and asks the models. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { kept } from '../state/kept.ts';
import { begun, messagesOf, nothing, withAnswer } from './conversation.ts';
import type { Conversation, Side } from './conversation.ts';
import { streamAnswer } from './stream-answer.ts';

const MOST_TOKENS = 2048;
/** A second answer at temperature 0 would be the first again. */
const RETRY_TEMPERATURE = 0.7;

const stored = kept<Conversation>(() => sessionStorage, 'fin-r1.conversation', {
  first: nothing,
  read: (text) => settled(JSON.parse(text) as Conversation),
});

/** What was being written when the page was left has stopped. */
function settled(conversation: Conversation): Conversation {
  const turns = conversation.turns.map((turn) => ({
    ...turn,
    answers: Object.fromEntries(
      Object.entries(turn.answers).map(([side, answer]) => [
        side,
        answer.state === 'writing' ? { ...answer, state: 'stopped' as const } : answer,
      ]),
    ),
  }));
  return { ...conversation, turns };
}

export interface Asking {
  models: Partial<Record<Side, string>>;
  temperature: number;
}

export function useConversation() {
  const [conversation, setConversation] = useState(stored.get);
  const latest = useRef(conversation);
  const writing = useRef(new Set<AbortController>());
  const [isWriting, setWriting] = useState(false);
  const change = (next: Conversation): void => {
    latest.current = next;
    setConversation(next);
    if (writing.current.size === 0) stored.set(next);
  };
  const stop = (): void => {
    for (const controller of writing.current) controller.abort();
  };
  // Leaving the room stops what is being written, and what it costs.
  useEffect(() => stop, []);

  const write = async (turn: number, side: Side, model: string, temperature: number): Promise<void> => {
    const controller = new AbortController();
    writing.current.add(controller);
    setWriting(true);
    const { turns, documents } = latest.current;
    const first = begun(model, { seed: Math.floor(Math.random() * 2 ** 31), temperature });
    change(withAnswer(latest.current, turn, side, first));
    await streamAnswer(
      first,
      { messages: messagesOf(turns, turn, side), documents, maxTokens: MOST_TOKENS },
      { signal: controller.signal, tell: (answer) => change(withAnswer(latest.current, turn, side, answer)) },
    );
    writing.current.delete(controller);
    setWriting(writing.current.size > 0);
    change(latest.current);
  };
  const ask = (question: string, { models, temperature }: Asking): void => {
    const turn = latest.current.turns.length;
    change({ ...latest.current, turns: [...latest.current.turns, { question, answers: {} }] });
    for (const [side, model] of Object.entries(models)) void write(turn, side as Side, model, temperature);
  };
  /** Answers the last question anew. */
  const retry = ({ models, temperature }: Asking): void => {
    const turn = latest.current.turns.length - 1;
    const again = Math.max(temperature, RETRY_TEMPERATURE);
    for (const [side, model] of Object.entries(models)) void write(turn, side as Side, model, again);
  };
  return { conversation, change, isWriting, ask, retry, stop };
}
