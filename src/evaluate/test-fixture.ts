/** Questions and scripted models for the tests of this room. */

import type { Question } from '../core/question.ts';
import type { Generation, TextModel } from '../models/text-model.ts';

/** Table arithmetic: two years of revenue, one company a cluster of two questions. */
export function tableQuestion(index: number): Question {
  const [prior, current] = [40 + index, 55 + 2 * index];
  return {
    id: `table-${index}`,
    source: 'bench-table',
    split: 'test',
    language: 'en',
    category: 'change',
    licence: 'Apache-2.0',
    cluster: `company-${Math.floor(index / 2)}`,
    texts: [{ id: 'note', text: 'All amounts in millions.' }],
    tables: [
      {
        id: 'income',
        rows: [
          ['', 'prior', 'current'],
          ['revenue', String(prior), String(current)],
        ],
      },
    ],
    history: [],
    question: 'By how much did revenue change?',
    reference: { kind: 'number', value: current - prior, unit: 'plain', tolerance: 0 },
  };
}

const moods = ['bullish', 'bearish', 'neutral'] as const;

/** Sentiment with three labels, two of three questions `bullish`. */
export function moodQuestion(index: number): Question {
  const label = index % 3 === 2 ? 'bearish' : 'bullish';
  return {
    ...tableQuestion(index),
    id: `mood-${index}`,
    source: 'bench-mood',
    category: 'sentiment',
    texts: [{ id: 'tweet', text: `$AB shares move ${label === 'bullish' ? 'up' : 'down'} <b>${index}</b>%` }],
    tables: [],
    question: 'bullish, bearish or neutral?',
    reference: { kind: 'label', label, labels: Object.fromEntries(moods.map((mood) => [mood, [mood]])) },
  };
}

/** What a right generation for the question looks like. */
export function rightText(question: Question): string {
  const [, row] = question.tables[0]?.rows ?? [];
  if (row !== undefined) {
    const [, prior = '', current = ''] = row;
    const change = Number(current) - Number(prior);
    return `<think>\nrevenue current is ${current}, prior is ${prior}.\n${current} - ${prior} = ${change}\n</think>\n<answer>\n${change}\n</answer>`;
  }
  const label = question.reference?.kind === 'label' ? question.reference.label : '';
  return `<think>\nThe post reads ${label}.\n</think>\n<answer>\n${label}\n</answer>`;
}

/** A model that answers each prompt by `answer`; keeps the prompts it was asked. */
export function scriptedModel(
  answer: (prompt: string) => string | Partial<Generation>,
): TextModel & { asked: string[] } {
  const asked: string[] = [];
  return {
    id: 'scripted',
    asked,
    async generate(messages, _params, numSamples) {
      const prompt = messages.map((message) => message.content).join('\n');
      asked.push(prompt);
      const given = answer(prompt);
      const part = typeof given === 'string' ? { text: given } : given;
      const generation: Generation = {
        text: '',
        finishReason: 'stop',
        promptTokens: prompt.length,
        completionTokens: (part.text ?? '').length,
        requestKey: 'scripted',
        ...part,
      };
      return Array.from({ length: numSamples }, () => generation);
    },
  };
}
