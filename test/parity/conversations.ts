/** Conversations that `interop/parity_templates.py` makes from a seed, made again. */

import { readGolden } from './read-golden.ts';
import { Numbers } from './strings.ts';

/** What a template may be given; more than our own chats hold. */
export interface Message {
  role: string;
  content: string | null;
  reasoning_content?: string;
  tool_calls?: { type: string; function: { name: string; arguments: unknown } }[];
}

export interface Conversation {
  messages: Message[];
  addGenerationPrompt: boolean;
}

export function conversationsOf(seed: number, count: number): Conversation[] {
  const { texts, arguments: given } = readGolden('templates/pieces.json') as {
    texts: string[];
    arguments: unknown[];
  };
  const numbers = new Numbers(seed);
  const message = (first: boolean): Message => {
    const kind = numbers.below(12);
    const content = numbers.pick(texts);
    if (first ? kind < 6 : kind === 0) return { role: 'system', content };
    if (kind < 6) return { role: 'user', content };
    if (kind < 8) return { role: 'tool', content };
    if (kind < 10) return { role: 'assistant', content };
    if (kind === 10) return { role: 'assistant', content, reasoning_content: numbers.pick(texts) };
    const calls = Array.from({ length: 1 + numbers.below(2) }, () => ({
      type: 'function',
      function: { name: 'look_up', arguments: numbers.pick(given) },
    }));
    return { role: 'assistant', content, tool_calls: calls };
  };
  return Array.from({ length: count }, () => {
    const length = 1 + numbers.below(6);
    const messages = Array.from({ length }, (_value, i) => message(i === 0));
    return { messages, addGenerationPrompt: numbers.below(2) === 1 };
  });
}
