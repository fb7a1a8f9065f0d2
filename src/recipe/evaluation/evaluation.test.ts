/** Evaluations from the model to the tables, over HTTP and offline: kept, gone on with, scored anew, compared. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDataDir, type TestDataDir } from '../../data/sources/test-data-dir.ts';
import { compareRuns } from '../../evaluate/compare-runs.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../models/test-server.ts';
import { comparisonTable, flipTexts } from './comparison-table.ts';
import { evaluateRun, type EvaluateOptions } from './evaluate-run.ts';
import { evaluationView } from './evaluation-view.ts';
import { rescoreRun } from './rescore-run.ts';
import { settingsDifferences } from './settings-differences.ts';
import { quietEvaluation } from './test-evaluation.ts';

let dir: TestDataDir;
let runsDir: string;
let warnings: string[];
const servers: TestServer[] = [];
const labels = ['bearish', 'bullish', 'neutral'];
const post = (i: number): string => `post number ${String.fromCharCode(97 + i)}`;

beforeEach(async () => {
  dir = await makeDataDir();
  runsDir = join(dir.path, 'runs');
  warnings = [];
  // Six neutral, three of each of the others.
  const rows = Array.from({ length: 12 }, (_, i) => `${post(i)},${i % 4 > 1 ? 2 : i % 4}`);
  await dir.put('tfns/sent_valid.csv', `text,label\n${rows.join('\n')}\n`);
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await dir.remove();
});

async function serve(options: TestServerOptions): Promise<TestServer> {
  const server = await startTestServer(options);
  servers.push(server);
  return server;
}

function evaluate(model: string, more: Partial<EvaluateOptions> = {}) {
  const warn = (message: string): void => void warnings.push(message);
  const options = { ...quietEvaluation(runsDir), model, warn, dataDir: dir.path, benchmarks: ['tfns'] };
  return evaluateRun({ ...options, ...more });
}

const tagged = (answer: string): string => `<think>\nIt reads so.\n</think>\n<answer>\n${answer}\n</answer>`;

/** Right on the first `count` posts, `neutral` on the others. */
function knows(count: number): NonNullable<TestServerOptions['answer']> {
  return ({ messages }) => {
    const asked = messages[0]?.content ?? '';
    const i = Array.from({ length: 12 }, (_, at) => at).find((at) => asked.includes(post(at))) ?? 0;
    const gold = labels[i % 4 > 1 ? 2 : i % 4] as string;
    return tagged(i < count ? gold : 'neutral');
  };
}

describe('an evaluation over HTTP', () => {
  it('keeps every answer with its prompt file, says what is missing of a benchmark, and asks nothing twice', async () => {
    const server = await serve({ answer: knows(12) });
    const { directory, scores } = await evaluate(server.model);
    expect(scores.tfns).toMatchObject({
      n: 12,
      accuracy: 1,
      macroF1: 1,
      balancedAccuracy: 1,
      headline: 'macro-f1',
    });
    expect(warnings[0]).toMatch(/^tfns: 12 of 2,388 questions are there/);
    const text = readFileSync(join(directory, 'samples.jsonl'), 'utf8');
    const row = JSON.parse(text.split('\n')[0] ?? '') as Record<string, unknown>;
    expect(row).toMatchObject({
      ...{ stage: server.model, benchmark: 'tfns', sample: 0, verdict: 'correct', finishReason: 'stop' },
      promptFile: { name: 'evaluate.en', version: expect.stringMatching(/^v\d/), hash: expect.any(String) },
    });
    await evaluate(server.model);
    expect(server.stats()).toMatchObject({ paid: 12 });
    expect(readFileSync(join(directory, 'samples.jsonl'), 'utf8')).toBe(text);
  });

  it('goes on where a request failed for good, which is no wrong answer', async () => {
    const server = await serve({ answer: knows(12), script: ['ok', 'bad-request', 'ok'] });
    await expect(evaluate(server.model)).rejects.toThrow(/^1 of 12 questions got no answer/);
    const { scores } = await evaluate(server.model);
    expect(scores.tfns).toMatchObject({ n: 12, accuracy: 1 });
    expect(server.stats().paid).toBe(12);
  });

  it('takes several answers a question', async () => {
    const server = await serve({ answer: knows(12) });
    const { scores } = await evaluate(server.model, { samples: 3, temperature: 1, limit: 4 });
    expect(scores.tfns).toMatchObject({
      n: 4,
      samples: 3,
      passAtK: { k: 3, value: 1 },
      majorityVote: { value: 1 },
    });
    expect(server.stats().paid).toBe(12);
  });

  it('asks a question again of which a kill left only some of the answers, and keeps no row twice', async () => {
    const server = await serve({ answer: knows(12) });
    const more = { samples: 3, temperature: 1, limit: 4 };
    const { directory, scores } = await evaluate(server.model, more);
    const path = join(directory, 'samples.jsonl');
    const rows = readFileSync(path, 'utf8').trimEnd().split('\n');
    writeFileSync(path, `${rows.slice(0, -1).join('\n')}\n`);
    const part = await rescoreRun(directory, quietEvaluation(runsDir));
    expect(part.missing).toEqual({ tfns: 1 });
    const again = await evaluate(server.model, more);
    expect(again.answers).toHaveLength(12);
    expect(again).toMatchObject({ missing: {}, scores: { tfns: { samples: 3, n: scores.tfns?.n } } });
    expect(server.stats().paid).toBe(12);
  });

  it('says how far it came when it is stopped, and goes on from there', async () => {
    const controller = new AbortController();
    const server = await serve({
      answer: (request) => (controller.signal.aborted ? tagged('no label') : knows(12)(request)),
    });
    const stopped = evaluate(server.model, {
      ...{ name: 'mine', concurrency: 1, signal: controller.signal },
      onProgress: ({ done }) => done === 3 && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({
      message: 'the evaluation was stopped with 3 answers',
      hint: 'Run the same command again: it goes on from there.',
    });
    // The share of correct answers goes on too: it counts those from before.
    const shares: (number | null)[] = [];
    const onProgress = ({ accuracy }: { accuracy: number | null }): void => void shares.push(accuracy);
    const { scores } = await evaluate(server.model, { name: 'mine', onProgress });
    expect(scores.tfns).toMatchObject({ n: 12, accuracy: 0.25 });
    expect([shares.length, shares.at(-1)]).toEqual([9, 0.25]);
  });

  it('leaves nothing where it is stopped before any answer', async () => {
    const server = await serve({ answer: knows(12) });
    const signal = AbortSignal.abort();
    await expect(evaluate(server.model, { name: 'mine', signal })).rejects.toThrow(
      'the evaluation was stopped before any answer',
    );
    expect(existsSync(join(runsDir, 'mine'))).toBe(false);
  });

  it('does not ask greedily for several answers, which would be the same', async () => {
    const temperatureOf = async (more: Partial<EvaluateOptions>): Promise<unknown> => {
      const { directory } = await evaluate('baseline:majority', { limit: 1, ...more });
      return (JSON.parse(readFileSync(join(directory, 'recipe.json'), 'utf8')) as Record<string, unknown>)
        .temperature;
    };
    expect(await temperatureOf({})).toBe(0);
    expect(await temperatureOf({ samples: 2 })).toBe(0.6);
    expect(await temperatureOf({ samples: 2, temperature: 0 })).toBe(0);
  });

  it('lets a judge decide on free text alone, and leaves it out without one', async () => {
    await dir.put('finance-instruct/train.json', JSON.stringify(instructions()));
    const answers = await serve({ answer: () => tagged('rates rose') });
    const judge = await serve({ answer: () => 'Equal. \\boxed{1}' });
    const benchmarks = ['finance-instruct'];
    const alone = await evaluate(answers.model, { benchmarks });
    const [n] = [alone.scores['finance-instruct']?.verdicts?.unscorable];
    expect(n).toBeGreaterThan(0);
    expect(alone.scores['finance-instruct']).toMatchObject({ n: 0, accuracy: null, headline: 'judged' });
    const judged = await rescoreRun(alone.directory, { ...quietEvaluation(runsDir), judge: judge.model });
    expect(judged.changed).toHaveLength(n ?? 0);
    expect(judged.scores['finance-instruct']).toMatchObject({ n, accuracy: 1 });
    // The verdicts stay when it is scored once more without the judge.
    const again = await rescoreRun(alone.directory, quietEvaluation(runsDir));
    expect(again.changed).toEqual([]);
    expect(answers.stats().paid).toBe(n);
  });
});

/** Enough for a tenth of them to be test questions. */
function instructions(): object[] {
  return Array.from({ length: 60 }, (_, i) => ({
    system: '',
    user: `Why did bond number ${i} fall?`,
    assistant: 'Because interest rates went up.',
  }));
}

describe('scored anew', () => {
  it('finds verdicts that other rules gave, and shows the same answers under other protocols', async () => {
    const { directory } = await evaluate('baseline:majority');
    const path = join(directory, 'samples.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"verdict":"correct"', '"verdict":"wrong"'));
    const rescored = await rescoreRun(directory, quietEvaluation(runsDir));
    expect(rescored.changed).toMatchObject([{ before: { verdict: 'wrong' }, after: { verdict: 'correct' } }]);
    expect(rescored.scores.tfns).toMatchObject({ n: 12, accuracy: 0.5, balancedAccuracy: 1 / 3 });
    const { text } = await evaluationView(rescored, { protocols: ['all'], select: 'first' });
    expect(text).toMatch(/\naccuracy % under +fin-r1 +Fin-R1 +DianJin-R1 +Fin-o1/);
    expect(text).toMatch(/\ntfns +Fin-R1|\naccuracy %/);
  });
});

describe('compared', () => {
  it('says what the two were asked differently', async () => {
    const plain = await evaluate('baseline:majority', { name: 'plain' });
    const other = await evaluate('baseline:majority', { name: 'other', limit: 10, temperature: 0.5 });
    expect(settingsDifferences(plain.directory, other.directory)).toEqual(['temperature: 0 → 0.5']);
    expect(settingsDifferences(plain.directory, plain.directory)).toEqual([]);
  });

  it('pairs the same questions, tests them, and shows which turned', async () => {
    const server = await serve({ answer: knows(12) });
    const first = await evaluate('baseline:majority');
    const second = await evaluate(server.model, { limit: 10 });
    const side = (directory: string) => ({ directory, stage: undefined });
    const compared = compareRuns([side(first.directory), side(second.directory)], {
      seed: 1,
      choice: 'first',
    });
    const [only] = compared.comparisons;
    expect(only).toMatchObject({ benchmark: 'tfns', n: 10, second: 1, n10: 0 });
    expect(compared.flips).toHaveLength(only?.n01 ?? -1);
    expect(compared.unpaired).toBe(2);
    expect(comparisonTable(compared)).toMatch(/\ntfns +10 +\d\d\.0 +100\.0 +\+\d\d\.\d \[/);
    expect(flipTexts(compared.flips, 1)).toMatch(
      /tfns · dev\/\d+ · only B right\n.*\nexpected b\w+ish\nA {2}wrong/,
    );
  });

  it('says one question in the singular', async () => {
    const first = await evaluate('baseline:majority');
    const server = await serve({ answer: knows(1) });
    const second = await evaluate(server.model, { limit: 11 });
    const sides = [first, second].map(({ directory }) => ({ directory, stage: undefined }));
    const table = comparisonTable(compareRuns(sides as never, { seed: 1, choice: 'first' }));
    expect(table).toMatch(
      /\n1 question was scored by one of both only, and left out\.\n1 question turned\.$/,
    );
  });

  it('says so where both share no question', async () => {
    const a = await evaluate('baseline:majority', { limit: 1, seed: 1 });
    const b = await evaluate('baseline:majority', { benchmarks: ['finsim-tfns'], limit: 1 });
    const sides = [a, b].map(({ directory }) => ({ directory, stage: undefined }));
    expect(() => compareRuns(sides as never, { seed: 1, choice: 'first' })).toThrow('no question in common');
  });
});

describe('what is refused', () => {
  it.each<[string, Partial<EvaluateOptions>, RegExp]>([
    ['an unknown benchmark', { benchmarks: ['tfsn'] }, /no benchmark "tfsn"; did you mean tfns\?/],
    ['an unknown split', { benchmarks: ['tfns@valid'] }, /no split "valid"/],
    ['a licence that limits use', { benchmarks: ['financeiq'] }, /licence/],
    ['no data directory', { dataDir: undefined }, /no data directory was given/],
    ['files that are not there', { benchmarks: ['finqa'] }, /finqa/],
  ])('%s', async (_, more, message) => {
    await expect(evaluate('baseline:majority', more)).rejects.toThrow(message);
  });

  it('other settings under the name of another evaluation', async () => {
    await evaluate('baseline:majority', { name: 'mine' });
    await expect(evaluate('baseline:majority', { name: 'mine', seed: 5 })).rejects.toThrow(/seed/);
  });
});
