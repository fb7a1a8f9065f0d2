import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunFolder } from '../../core/run-folder.ts';
import { compareRuns, type EvaluatedAnswer } from '../../evaluate/index.ts';
import { Inspector } from '../inspector.ts';
import { testAnswer, testResults, testRollout, testRuns, type TestRuns } from '../test-runs.ts';

let runs: TestRuns;
let inspector: Inspector;

beforeEach(() => {
  runs = testRuns();
  inspector = new Inspector(runs.directory);
});
afterEach(async () => {
  await inspector.close();
  runs.remove();
});

const all = { offset: 0, limit: 50 };

/** One letter a question: r right, w wrong, u not scorable, - not asked for. */
function write(run: RunFolder, stage: string, answers: Readonly<Record<string, string>>): void {
  for (const [benchmark, letters] of Object.entries(answers)) {
    for (const [i, letter] of [...letters].entries()) {
      if (letter === '-') continue;
      const verdict = ({ r: 'correct', u: 'unscorable' } as const)[letter] ?? 'wrong';
      run.appendJsonl(
        'samples.jsonl',
        testAnswer({ stage, benchmark, questionId: `q${i}`, cluster: `c${i}`, verdict }),
      );
    }
  }
}

describe('the matrix', () => {
  it('has every model that was scored, from runs and evaluations', async () => {
    const run = runs.make('nano', { name: 'nano', evaluate: {} });
    run.writeAtomic('results.json', JSON.stringify(testResults({ sft: 0.5, grpo: 0.75 })));
    const evaluation = runs.make('eval-x', { kind: 'evaluation', model: 'hf:a/b' });
    evaluation.writeAtomic('results.json', JSON.stringify(testResults({ 'hf:a/b': 0.25 })));
    runs.make('broken').writeAtomic('results.json', '{');
    runs.make('empty');
    const matrix = await inspector.evaluations();
    expect(matrix.models.map(({ id, title }) => [id, title]).sort()).toEqual([
      ['eval-x', 'hf:a/b'],
      ['nano@grpo', 'nano · grpo'],
      ['nano@sft', 'nano · sft'],
    ]);
    expect(matrix.models.map(({ seed }) => seed)).toEqual([1, 1, 1]);
    expect(matrix.benchmarks).toEqual(['bench']);
    expect(matrix.scores['nano@grpo']?.bench?.accuracy).toBe(0.75);
    expect(matrix.scores['eval-x']?.total?.accuracy).toBe(0.25);
  });
});

describe('two models', () => {
  it('are compared as fin-r1 compare does it, with the questions that turned', async () => {
    const run = runs.make('nano', { name: 'nano' });
    run.appendJsonl('samples.jsonl', testRollout());
    write(run, 'sft', { one: 'rrwwrru', two: 'rw' });
    write(run, 'grpo', { one: 'rwrrr-r', two: 'rr', three: 'r' });
    const compared = await inspector.compare('nano@sft', 'nano@grpo', all);
    const command = compareRuns(
      [
        { directory: run.directory, stage: 'sft' },
        { directory: run.directory, stage: 'grpo' },
      ],
      { seed: 1, choice: 'first' },
    );
    expect(compared.tests).toEqual(
      command.comparisons.map((test) => ({
        ...{
          benchmark: test.benchmark,
          n: test.n,
          a: test.first,
          b: test.second,
          difference: test.difference,
        },
        ...{ low: test.low, high: test.high, onlyA: test.n10, onlyB: test.n01, pValue: test.pValue },
      })),
    );
    expect(compared.tests.map(({ benchmark, n }) => [benchmark, n])).toEqual([
      ['one', 5],
      ['two', 2],
      ['total', 7],
    ]);
    // One that was scored on one side alone, and one that only one side was asked; one benchmark.
    expect(compared.unpaired).toBe(command.unpaired);
    expect(
      compared.flips.items.map(({ benchmark, questionId, right }) => [benchmark, questionId, right]),
    ).toEqual([
      ['one', 'q1', 'a'],
      ['one', 'q2', 'b'],
      ['one', 'q3', 'b'],
      ['two', 'q1', 'b'],
    ]);
    expect(compared.flips.items[0]).toMatchObject({
      ...{ question: 'By how much did revenue change?', gold: '15' },
      a: { row: 2, stage: 'sft', verdict: 'correct' },
      b: { stage: 'grpo', verdict: 'wrong' },
    });
    const { flips } = await inspector.compare('nano@sft', 'nano@grpo', {
      benchmark: 'two',
      offset: 0,
      limit: 1,
    });
    expect([flips.total, flips.items[0]?.questionId]).toEqual([1, 'q1']);
    expect(compared).toMatchObject({ a: { id: 'nano@sft', title: 'nano · sft' }, b: { stage: 'grpo' } });
  });

  it('of two runs are compared anew when answers have come', async () => {
    const [a, b] = ['eval-a', 'eval-b'].map((name) => runs.make(name, { kind: 'evaluation' }));
    if (a === undefined || b === undefined) throw new Error('no runs');
    write(a, 'hf:a', { one: 'rr' });
    write(b, 'hf:b', { one: 'w' });
    expect((await inspector.compare('eval-a', 'eval-b', all)).flips.total).toBe(1);
    b.appendJsonl(
      'samples.jsonl',
      testAnswer({ stage: 'hf:b', benchmark: 'one', questionId: 'q1', verdict: 'wrong' }),
    );
    const compared = await inspector.compare('eval-a', 'eval-b', all);
    expect([compared.flips.total, compared.tests[0]?.n]).toEqual([2, 2]);
  });

  it('of which one has answered nothing, or that are none, are not found', async () => {
    write(runs.make('nano'), 'sft', { one: 'r' });
    runs.make('empty');
    for (const [id, why] of [
      ['nano@grpo', 'it has answers of sft'],
      ['empty', 'it has answered nothing yet'],
      ['none@sft', 'There is no run named "none"'],
      ['../nano@sft', 'There is no run named'],
    ] as const)
      await expect(inspector.compare('nano@sft', id, all), id).rejects.toThrow(why);
  });

  it('that share no question have no tests', async () => {
    write(runs.make('a'), 'sft', { one: 'r' });
    write(runs.make('b'), 'sft', { two: 'rw' });
    expect(await inspector.compare('a@sft', 'b', all)).toMatchObject({
      tests: [],
      unpaired: 3,
      flips: { total: 0 },
    });
  });
});

describe('two runs', () => {
  it('differ in settings, machine, scores and times', async () => {
    const make = (name: string, steps: number, answers: string): RunFolder => {
      const run = runs.make(name, {
        name,
        seed: 1,
        grpo: { steps, loss: 'grpo' },
        ...(steps > 50 && { zero: {} }),
      });
      run.writeAtomic('results.json', JSON.stringify(testResults({ sft: 0.5, [name]: 1 })));
      write(run, 'sft', { bench: answers });
      run.appendJsonl('cost.jsonl', { stage: 'sft', step: 1, seconds: steps, tokens: 1 });
      return run;
    };
    make('a', 40, 'rrrw');
    const b = make('b', 60, 'wwwr');
    b.writeAtomic('run.json', JSON.stringify({ ...b.facts, starts: [{ ...b.facts.starts[0], cores: 96 }] }));
    const diff = await inspector.diff('a', 'b');
    expect(diff.recipe).toEqual([
      { key: 'grpo.steps', a: 40, b: 60 },
      { key: 'zero', a: null, b: {} },
    ]);
    expect(diff.environment).toMatchObject([{ key: 'cores', b: 96 }]);
    expect(diff.scores.map(({ stage, benchmark }) => [stage, benchmark])).toEqual([
      ['sft', 'bench'],
      ['sft', 'total'],
    ]);
    expect(diff.scores[0]).toMatchObject({
      a: { accuracy: 0.5 },
      test: { a: 'a@sft', b: 'b@sft', n: 4, n01: 1, n10: 3, difference: -0.5 },
    });
    expect(diff.scores[1]?.test).toMatchObject({ n: 4 });
    expect(diff.seconds).toContainEqual({ stage: 'sft', a: 40, b: 60 });
  });

  it('that are evaluations are compared whatever their models are called', async () => {
    for (const [name, answers] of [
      ['x', 'rw'],
      ['y', 'rr'],
    ] as const) {
      const run = runs.make(name, { kind: 'evaluation', model: name });
      run.writeAtomic('results.json', JSON.stringify(testResults({ [`hf:${name}`]: 0.5 })));
      write(run, `hf:${name}`, { bench: answers } satisfies Record<EvaluatedAnswer['benchmark'], string>);
      appendFileSync(run.path('samples.jsonl'), 'broken\n');
    }
    const { scores } = await inspector.diff('x', 'y');
    expect(scores[0]).toMatchObject({ stage: 'hf:x → hf:y', benchmark: 'bench', test: { n: 2, n01: 1 } });
  });
});
