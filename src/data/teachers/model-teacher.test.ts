import { describe, expect, it } from 'vitest';
import { RequestError } from '../../core/errors.ts';
import type { Question } from '../../core/question.ts';
import { traceSchema, type Trace } from '../../core/trace.ts';
import { checkAnswer } from '../answer-check.ts';
import { promptOrigin } from '../load-prompt.ts';
import { replying, type Reply } from '../test-model.ts';
import { growthQuestion, postQuestion } from '../test-questions.ts';
import { modelTeacher } from './model-teacher.ts';

async function distilled(reply: Reply, question: Question = growthQuestion): Promise<Trace> {
  const trace = await modelTeacher(replying([reply])).distil(question, 2, 7);
  return traceSchema.parse(trace);
}

describe('what the teacher is asked', () => {
  it("has the paper's settings: one user message, temperature 0.6, a boxed answer for numbers", async () => {
    const model = replying(['<think>a</think>b']);
    const teacher = modelTeacher(model, { topP: 0.95, maxTokens: 500 });
    await teacher.distil(growthQuestion, 0, 7);
    const [{ messages, params }] = model.asked as [(typeof model.asked)[0]];
    expect(messages.map(({ role }) => role)).toEqual(['user']);
    expect(params).toMatchObject({ temperature: 0.6, topP: 0.95, maxTokens: 500 });
    const prompt = messages[0]?.content ?? '';
    expect(prompt).toContain('Please use \\boxed{} to wrap the final answer. Put one number into it');
    expect(prompt).toContain('| net sales | $ 5829 | $ 5735 |');
    expect(prompt).toContain('Begin your output with a line break');
    expect(prompt).not.toMatch(/\{\{|0\.01639|subtract|^\[/m);
    expect(teacher.id).toBe('test/model');
  });

  it('has a seed of its own for each sample, the same in every run', async () => {
    const model = replying(['<think>a</think>b']);
    const teacher = modelTeacher(model);
    for (const [sample, seed] of [
      [0, 7],
      [1, 7],
      [0, 8],
      [0, 7],
    ] as const)
      await teacher.distil(growthQuestion, sample, seed);
    const seeds = model.asked.map(({ params }) => params.seed);
    expect(new Set(seeds).size).toBe(3);
    expect(seeds[3]).toBe(seeds[0]);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true);
  });

  it('is in Chinese for a Chinese question, and shows options and labels', async () => {
    const model = replying(['<think>a</think>b']);
    const options = { A: '资产', B: '负债' };
    const choice: Question = {
      ...postQuestion,
      language: 'zh',
      reference: { kind: 'choice', letters: ['B'], options },
    };
    await modelTeacher(model).distil(choice, 0, 1);
    await modelTeacher(model).distil(postQuestion, 0, 1);
    await modelTeacher(model).distil(
      { ...postQuestion, reference: { kind: 'text', text: 'up', accepted: [] } },
      0,
      1,
    );
    const [zh, label, text] = model.asked.map(({ messages }) => messages[0]?.content ?? '');
    expect(zh).toContain('任务描述');
    expect(zh).toContain('A. 资产\nB. 负债');
    expect(label).toContain('Decide which one of these fits: bearish, bullish, neutral.');
    expect(text).not.toContain('boxed');
  });

  it('never asks about a choice without its options, nor without gold', async () => {
    const model = replying(['b']);
    const blind: Question = { ...postQuestion, reference: { kind: 'choice', letters: ['B'], options: {} } };
    expect(await modelTeacher(model).distil(blind, 0, 1)).toBeNull();
    expect(await modelTeacher(model).distil({ ...postQuestion, reference: null }, 0, 1)).toBeNull();
    expect(model.asked).toEqual([]);
  });

  it('lets a lost request be seen', async () => {
    const lost = new RequestError('no answer', { retryable: true });
    await expect(modelTeacher(replying([lost])).distil(growthQuestion, 0, 1)).rejects.toBe(lost);
  });
});

describe('the trace', () => {
  it("is in the paper's training form and says where it comes from", async () => {
    const trace = await distilled('\n<think>\nfirst\nsecond\n</think>\n\nSo it is \\boxed{1.64%}.');
    expect(trace).toEqual({
      questionId: growthQuestion.id,
      sample: 2,
      text: '<think>\nfirst\nsecond\n</think>\n<answer>\nSo it is \\boxed{1.64%}.\n</answer>',
      reasoning: 'first\nsecond',
      answer: 'So it is \\boxed{1.64%}.',
      finishReason: 'stop',
      usage: { promptTokens: 11, completionTokens: 7 },
      model: 'test/model',
      requestKey: 'key-1',
      prompt: promptOrigin('distil', 'en'),
    });
    expect(checkAnswer(growthQuestion, trace).verdict).toBe('correct');
  });

  it("takes what stands in the model's own answer tags, and drops tags it only speaks of", async () => {
    const own = await distilled('<think>a</think>\nHere:\n<answer>\n1.64%\n</answer>\nDone.');
    expect(own.answer).toBe('1.64%');
    const spoken = await distilled('<think>I write <answer>1%</answer> later</think>1.64%');
    expect(spoken.text).toBe('<think>\nI write 1% later\n</think>\n<answer>\n1.64%\n</answer>');
    expect(checkAnswer(growthQuestion, spoken).verdict).toBe('correct');
  });

  it.each<[string, Reply, string]>([
    ['thinking that never ends', '<think>it is \\boxed{1.64%}', 'unparseable'],
    ['thinking cut off', { text: '<think>it is \\boxed{1.64%}', finishReason: 'length' }, 'truncated'],
    ['an answer cut off', { text: '<think>a</think>It is 1.64%', finishReason: 'length' }, 'truncated'],
    ['an answer withheld', { text: '<think>a</think>It is 1.64%', finishReason: 'filtered' }, 'unparseable'],
    ['thinking without an answer', '<think>it is 1.64%</think>', 'unparseable'],
    ['nothing', '', 'unparseable'],
  ])('has no answer for %s', async (_, reply, verdict) => {
    const trace = await distilled(reply);
    expect(trace.answer).toBeNull();
    expect(checkAnswer(growthQuestion, trace).verdict).toBe(verdict);
  });

  it('says that an answer is empty where the model ended without one', async () => {
    const trace = await distilled('<think>it is 1.64%</think>');
    expect(checkAnswer(growthQuestion, trace).reason).toBe('no answer: <answer> is empty');
  });

  it('asks once more, with another seed, about what was withheld or is empty, as often as told', async () => {
    const model = replying([{ text: '', finishReason: 'filtered' }, '', '<think>a</think>\\boxed{1.64%}']);
    const once = await modelTeacher(model, { repeats: 1 }).distil(growthQuestion, 0, 7);
    expect([once?.answer, model.asked.length]).toEqual([null, 2]);
    model.asked.length = 0;
    const twice = await modelTeacher(model, { repeats: 2 }).distil(growthQuestion, 0, 7);
    expect(twice?.answer).toBe('\\boxed{1.64%}');
    expect(new Set(model.asked.map(({ params }) => params.seed)).size).toBe(3);
  });

  it('keeps an answer that the model closed before it was cut off', async () => {
    const text = '<think>a</think><answer>1.64%</answer> and further';
    const trace = await distilled({ text, finishReason: 'length' });
    expect(trace).toMatchObject({ answer: '1.64%', finishReason: 'length' });
    expect(checkAnswer(growthQuestion, trace).verdict).toBe('correct');
  });

  it('scores a model that does not think aloud', async () => {
    const trace = await distilled('The growth is \\boxed{1.64%}');
    expect(trace.reasoning).toBe('');
    expect(checkAnswer(growthQuestion, trace).verdict).toBe('correct');
  });
});
