/** What is wrong with an answer of the soak. */

import type { Asked } from './asked.ts';

interface Choice {
  text: string;
  finish: string | null;
  isChecked: boolean;
}

interface Body {
  choices?: {
    index: number;
    text?: string;
    message?: { content: string };
    delta?: { content?: string };
    finish_reason?: string | null;
    check?: { faithful?: boolean };
  }[];
  usage?: { completion_tokens: number } | null;
  error?: { code?: string | null; message: string };
}

/** Null: nothing. `busy`: it was turned away since too many were open, which is no fault. */
export function complaintOf(asked: Asked, status: number, text: string): string | null {
  const isBusy = status === 503 && text.includes('"overloaded"');
  if (isBusy) return 'busy';
  if (status !== asked.status) return `status ${status} instead of ${asked.status}: ${text.slice(0, 200)}`;
  if (status !== 200)
    return (JSON.parse(text) as Body).error === undefined ? 'a refusal without an error' : null;
  if (asked.method === 'GET') return text === '' ? 'an empty answer' : null;
  if (!asked.isStream) return faultIn(asked, [JSON.parse(text) as Body]);
  const lines = text
    .split('\n\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^data: /, ''));
  if (lines.pop() !== '[DONE]') return `a stream without an end: …${text.slice(-200)}`;
  return faultIn(
    asked,
    lines.map((line) => JSON.parse(line) as Body),
  );
}

function faultIn({ samples, most, isJson, isChecked }: Asked, parts: readonly Body[]): string | null {
  const broken = parts.find(({ error }) => error !== undefined)?.error;
  if (broken !== undefined) return `an error in a stream: ${broken.message}`;
  const choices = Array.from({ length: samples }, (): Choice => ({
    text: '',
    finish: null,
    isChecked: false,
  }));
  for (const part of parts) {
    for (const { index, text, message, delta, finish_reason: finish, check } of part.choices ?? []) {
      const choice = choices[index];
      if (choice === undefined) return `a sample ${index} of ${samples}`;
      choice.text += text ?? message?.content ?? delta?.content ?? '';
      choice.finish = finish ?? choice.finish;
      choice.isChecked ||= check?.faithful !== undefined;
    }
  }
  const tokens = parts.at(-1)?.usage?.completion_tokens;
  if (tokens === undefined) return 'no usage at the end';
  if (tokens < samples || tokens > most * samples) return `${tokens} tokens of ${samples} × ${most}`;
  for (const { text, finish, isChecked: hasCheck } of choices) {
    if (finish !== 'stop' && finish !== 'length') return `a finish_reason ${finish}`;
    if (isChecked && !hasCheck) return 'an answer without its check';
    if (isJson && finish === 'stop') JSON.parse(text);
  }
  return null;
}
