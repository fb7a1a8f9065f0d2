import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InterruptedError } from '../core/errors.ts';
import { RunFolder } from '../core/run-folder.ts';
import { renderMessages } from '../data/prompt.ts';
import { PromptTooLongError } from '../models/text-model.ts';
import { evaluateModel } from './evaluate-model.ts';
import { evaluateStage } from './evaluate-stage.ts';
import { readSamples } from './sample-rows.ts';
import { moodQuestion, rightText, scriptedModel, tableQuestion } from './test-fixture.ts';

const options = { stage: 'sft', maxTokens: 64, seed: 7 };

describe('evaluateModel', () => {
  it('gives each answer its verdict, rule, reason and source', async () => {
    const questions = [tableQuestion(0), tableQuestion(1), moodQuestion(2)];
    const texts = [
      rightText(tableQuestion(0)),
      '<think>\nx\n</think>\n<answer>\n99\n</answer>',
      '<answer>bullish</answer>',
    ];
    const model = scriptedModel(
      (prompt) => texts[questions.findIndex((q) => renderMessages(q)[0]?.content === prompt)]!,
    );
    const [right, wrong, mood] = await evaluateModel({ ...options, model, questions });
    expect(right).toMatchObject({
      kind: 'answer',
      stage: 'sft',
      benchmark: 'bench-table',
      questionId: 'table-0',
      cluster: 'company-0',
      verdict: 'correct',
      formatValid: true,
      gold: '15',
      finishReason: 'stop',
    });
    expect(right?.prompt).toContain('revenue prior=40\nrevenue current=55');
    expect(right?.source.tables).toEqual(tableQuestion(0).tables);
    expect(wrong).toMatchObject({ verdict: 'wrong', formatValid: true });
    expect(wrong?.reason).not.toBe('');
    expect(mood).toMatchObject({
      verdict: 'wrong',
      formatValid: false,
      gold: 'bearish',
      predicted: 'bullish',
    });
  });

  it('never takes a failure for a wrong answer', async () => {
    const question = tableQuestion(0);
    const cut = await evaluateModel({
      ...options,
      model: scriptedModel(() => ({ text: '<think>\n55 - 40', finishReason: 'length' })),
      questions: [question],
    });
    expect(cut[0]?.verdict).toBe('truncated');
    const tooLong = scriptedModel(() => {
      throw new PromptTooLongError('scripted', 900, 256);
    });
    const [unasked] = await evaluateModel({ ...options, model: tooLong, questions: [question] });
    expect(unasked).toMatchObject({
      verdict: 'unasked',
      rule: 'context:prompt-too-long',
      promptTokens: 900,
    });
    const [pointless] = await evaluateModel({
      ...options,
      model: tooLong,
      questions: [{ ...question, reference: null }],
    });
    expect(pointless?.verdict).toBe('unscorable');
    const broken = scriptedModel(() => {
      throw new Error('engine lost');
    });
    await expect(evaluateModel({ ...options, model: broken, questions: [question] })).rejects.toThrow(
      'engine lost',
    );
    const noGold = { ...question, reference: null };
    const [unscorable] = await evaluateModel({
      ...options,
      model: scriptedModel(() => rightText(question)),
      questions: [noGold],
    });
    expect(unscorable).toMatchObject({ verdict: 'unscorable', gold: null });
  });

  it('asks whole batches at once and reports progress', async () => {
    const questions = Array.from({ length: 5 }, (_, i) => tableQuestion(i));
    const waiting: number[] = [];
    let open = 0;
    const inner = scriptedModel(() => '<think>\nx\n</think>\n<answer>\n1\n</answer>');
    const model = {
      ...inner,
      generate: async (...args: Parameters<typeof inner.generate>) => {
        waiting.push(++open);
        const result = await inner.generate(...args);
        open--;
        return result;
      },
    };
    const progress: { done: number; total: number }[] = [];
    await evaluateModel({
      ...options,
      model,
      questions,
      batchSize: 3,
      onAnswers: (_, at) => progress.push(at),
    });
    expect(waiting).toEqual([1, 2, 3, 1, 2]);
    expect(progress).toEqual([
      { done: 3, total: 5 },
      { done: 5, total: 5 },
    ]);
  });
});

describe('evaluateStage', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'fin-r1-evaluate-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('goes on where it was stopped and asks nothing twice', async () => {
    using run = RunFolder.create(join(home, 'run'), { recipe: { seed: 7 } });
    const questions = Array.from({ length: 5 }, (_, i) => tableQuestion(i));
    const model = scriptedModel(() => '<think>\nx\n</think>\n<answer>\n1\n</answer>');
    const stop = new AbortController();
    const stopped = evaluateStage(run, {
      ...options,
      model,
      questions,
      batchSize: 2,
      signal: stop.signal,
      onAnswers: () => stop.abort(),
    });
    await expect(stopped).rejects.toThrow(InterruptedError);
    expect(readSamples(run).answers).toHaveLength(2);

    const answers = await evaluateStage(run, { ...options, model, questions, batchSize: 2 });
    expect(answers.map((answer) => answer.questionId)).toEqual(questions.map((question) => question.id));
    expect(model.asked).toHaveLength(5);
    expect(readSamples(run).answers).toEqual(answers);

    await evaluateStage(run, { ...options, stage: 'grpo', model, questions });
    expect(model.asked).toHaveLength(10);
    expect(readSamples(run).answers).toHaveLength(10);
  });
});
