import { describe, expect, it } from 'vitest';
import { questionSchema } from '../core/question.ts';
import type { TextModel } from '../models/index.ts';
import { askPrompt, askQuestion } from './ask.ts';

const question = questionSchema.parse({
  ...{
    id: 'q',
    source: 'own',
    split: 'test',
    language: 'en',
    category: 'growth',
    licence: 'none',
    cluster: 'c',
  },
  tables: [
    {
      id: 't',
      rows: [
        ['', 'prior', 'current'],
        ['costs', '50', '65'],
      ],
    },
  ],
  question: 'by how much did costs grow?',
  reference: { kind: 'number', value: 15, unit: 'plain' },
});
const options = { temperature: 0, maxTokens: 100, samples: 1, seed: 1, isTrainedHere: true };

function says(think: string, answer: string): TextModel {
  const text = `<think>\n${think}\n</think>\n<answer>\n${answer}\n</answer>`;
  const generation = {
    text,
    finishReason: 'stop',
    promptTokens: 1,
    completionTokens: 1,
    requestKey: '',
  } as const;
  return {
    id: 'm',
    generate: (_messages, _params, n) => Promise.resolve(Array.from({ length: n }, () => generation)),
  };
}

describe('an answer to a question with a source', () => {
  it('is shown with the claims that do not hold and the numbers that stand nowhere', async () => {
    const model = says('Costs were 50 and are 65. 65 - 50 = 16. Research came to $412 million.', '16');
    const text = await askQuestion(model, question, options);
    expect(text).toContain('\nreasoning:\n');
    expect(text).toContain('\n  wrong arithmetic: "65 - 50 = 16" does not hold: it is 15\n');
    expect(text).toMatch(/\n {2}unsupported number: .*412.* stands in no source/);
    expect(text).toMatch(/\n\nwrong: .*$/);
  });

  it('is said to have no fault where none is found', async () => {
    const text = await askQuestion(says('Costs were 50 and are 65. 65 - 50 = 15.', '15'), question, options);
    expect(text).toMatch(/\n\nreasoning: no fault found\n\ncorrect: .*$/);
  });

  it('has no such line where no number is stated', async () => {
    const text = await askQuestion(says('I do not know.', 'unknown'), question, options);
    expect(text).not.toContain('reasoning:');
  });
});

it('a prompt without a source is shown as before', async () => {
  const text = await askPrompt(says('65 - 50 = 16.', '16'), 'costs 50, 65', options);
  expect(text).toContain('\nnumbers:\n');
  expect(text).not.toContain('reasoning:');
});

describe('a model that was not trained here', () => {
  const foreign = { ...options, isTrainedHere: false };
  const answers = (text: string): TextModel => ({
    id: 'm',
    generate: async (messages, params, n) =>
      (await says('', '').generate(messages, params, n)).map((generation) => ({ ...generation, text })),
  });

  it('shows thinking and answer apart, and no fault of a format it does not know', async () => {
    const text = await askPrompt(answers('<think>\nIt is late.\n</think>\n\nGood night.'), 'hello', foreign);
    expect(text).toBe('thinking:\nIt is late.\n\nanswer:\nGood night.');
    expect(await askPrompt(answers('Good night.'), 'hello', foreign)).toBe('Good night.');
  });

  it('takes no unfinished thought for an answer', async () => {
    const text = await askPrompt(answers('<think>\nIt is'), 'hello', foreign);
    expect(text).toBe('thinking:\nIt is\n\nanswer:\nnone: the thought was not finished');
  });
});
