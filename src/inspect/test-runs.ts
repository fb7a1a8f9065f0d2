/** Run folders for the tests of this room. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunFolder } from '../core/run-folder.ts';
import type { Results, Score } from '../core/results.ts';
import type { EvaluatedAnswer, Rollout } from '../evaluate/index.ts';

export interface TestRuns {
  directory: string;
  /** A run of a recipe, open for writing. */
  make(name: string, recipe?: object): RunFolder;
  remove(): void;
}

export function testRuns(): TestRuns {
  const directory = mkdtempSync(join(tmpdir(), 'fin-r1-inspect-'));
  const open: RunFolder[] = [];
  return {
    directory,
    make(name, recipe = { name, seed: 1 }) {
      const run = RunFolder.create(join(directory, name), { recipe });
      open.push(run);
      return run;
    },
    remove() {
      for (const run of open) run.close();
      rmSync(directory, { recursive: true });
    },
  };
}

const source = {
  texts: [{ id: 'note', text: 'All amounts in millions.' }],
  tables: [
    {
      id: 'income',
      rows: [
        ['', '2022', '2023'],
        ['revenue', '40', '55'],
      ],
    },
  ],
  history: [],
  question: 'By how much did revenue change?',
};

export function testRollout(changes: Partial<Rollout> = {}): Rollout {
  return {
    ...{ kind: 'rollout', stage: 'grpo', step: 1, questionId: 'q0', sample: 0, prompt: 'revenue?' },
    ...{ text: '<think>\n55 - 40 = 15\n</think>\n<answer>\n15\n</answer>', verdict: 'correct' },
    ...{ rule: 'number:exact', reason: 'equal', formatValid: true, reward: 2, source },
    ...{ formatReason: 'valid', advantage: 0.5, finishReason: 'stop', promptTokens: 9, completionTokens: 12 },
    ...changes,
  };
}

export function testAnswer(changes: Partial<EvaluatedAnswer> = {}): EvaluatedAnswer {
  return {
    ...{ kind: 'answer', stage: 'sft', benchmark: 'bench', questionId: 'q0', cluster: 'c0', sample: 0 },
    ...{ category: 'change', language: 'en', prompt: 'revenue?', source, verdict: 'correct' },
    ...{ text: '<think>\n55 - 40 = 15\n</think>\n<answer>\n15\n</answer>', rule: 'number:exact' },
    ...{ reason: 'equal', formatValid: true, gold: '15', predicted: null, promptTokens: 9 },
    ...{ reference: { kind: 'number', value: 15, unit: 'plain', tolerance: 0 }, completionTokens: 12 },
    ...{ finishReason: 'stop', grounding: null },
    ...changes,
  };
}

/** `results.json` with 100 answers of each stage, so many of them right. */
export function testResults(accuracies: Readonly<Record<string, number>>): Results {
  const score = (accuracy: number): Score => ({
    ...{ n: 100, correct: 100 * accuracy, accuracy, low: accuracy / 2, high: 1, formatValid: 1 },
    verdicts: { correct: 100 * accuracy, wrong: 100 - 100 * accuracy },
  });
  const stages = Object.entries(accuracies).map(([stage, accuracy]) => [
    stage,
    { bench: score(accuracy), total: score(accuracy) },
  ]);
  return {
    stages: Object.fromEntries(stages),
    tests: [],
    seconds: { total: 1 },
    model: {},
    seed: 1,
  } as Results;
}
