import { expect, it } from 'vitest';
import { Curriculum } from './curriculum.ts';
import { pretrain } from './pretrain.ts';
import { wordTokenizer } from './test-engine.ts';
import { killAt, TestRun } from './test-stage.ts';

/** The phase after each step, of `losses` by kind. */
function phasesOver(curriculum: Curriculum, losses: readonly Record<string, number>[]): number[] {
  return losses.map((step) => {
    curriculum.observe(new Map(Object.entries(step)));
    return curriculum.phase;
  });
}

const steady = (count: number, losses: Record<string, number>): Record<string, number>[] =>
  Array.from({ length: count }, () => losses);

it('ends a phase when every kind it waits for is learnt, not before 20 steps, and never the last', () => {
  const curriculum = new Curriculum([{ until: { a: 0.5, b: 0.5 } }, {}]);
  const phases = phasesOver(curriculum, [
    ...steady(30, { a: 0.1, b: 1 }),
    ...steady(40, { a: 0.1, b: 0 }),
    ...steady(30, { a: 0, b: 0 }),
  ]);
  // 0.95^n < 0.5 from n = 14 on
  expect(phases.indexOf(1)).toBe(30 + 13);
  expect(phases.at(-1)).toBe(1);
  expect(phasesOver(new Curriculum([{ until: { a: 1 } }, {}]), steady(25, { a: 0 })).indexOf(1)).toBe(19);
});

it('waits for a kind that has not come up yet, at most as long as it may', () => {
  const phases = phasesOver(new Curriculum([{ until: { a: 1 }, atMost: 60 }, {}]), steady(99, { b: 0 }));
  expect(phases.indexOf(1)).toBe(59);
});

it('measures a kind anew in each phase', () => {
  const curriculum = new Curriculum([{ until: { a: 0.1 } }, { until: { a: 0.1 } }, {}]);
  const phases = phasesOver(curriculum, [...steady(20, { a: 0 }), ...steady(30, { a: 1 })]);
  expect(phases.at(-1)).toBe(1);
});

it('goes on from its state as if it had not been interrupted', () => {
  const phases = [{ until: { a: 0.4 } }, { atMost: 7 }, {}];
  const losses = Array.from({ length: 80 }, (_, i) => ({ a: 1 / (1 + i / 10) }));
  const whole = new Curriculum(phases);
  const expected = phasesOver(whole, losses);
  const begun = new Curriculum(phases);
  const first = phasesOver(begun, losses.slice(0, 33));
  const resumed = new Curriculum(phases, begun.state);
  expect([...first, ...phasesOver(resumed, losses.slice(33))]).toEqual(expected);
  expect(new Set(expected)).toEqual(new Set([0, 1, 2]));
});

it('in pretraining, tells documents their phase, logs losses by kind, and resumes to the same rows', async () => {
  const tokenizer = wordTokenizer(['a', 'b', 'c']);
  const settings = {
    // A document longer than a chunk: a phase may end in the middle of one.
    next: (_random: unknown, _index: number, phase: number) => ({
      kind: ['first', 'second', 'third'][phase] as string,
      text: 'abc'.charAt(phase).repeat(11),
    }),
    phases: [{ until: { first: 0.6 }, atMost: 60 }, { atMost: 13 }, {}],
    ...{ steps: 90, length: 8, tokensPerStep: 20 },
  };
  const stage = { stage: 'pretrain', learningRate: 0.3, every: 10 };
  const whole = new TestRun(tokenizer);
  await pretrain({ ...whole.options(stage), ...settings });
  const turns = [0, 1, 2].map((phase) => whole.rows.filter((row) => row['phase'] === phase).length);
  expect(turns[0]).toBeGreaterThan(19);
  expect(turns[0]).toBeLessThan(60);
  expect(turns[1]).toBe(13);
  for (const { phase, losses, loss } of whole.rows) {
    const kind = ['first', 'second', 'third'][phase as number] as string;
    expect(Object.keys(losses as object)).toEqual([kind]);
    expect((losses as Record<string, number>)[kind]).toBeCloseTo(loss as number, 10);
  }
  const killed = new TestRun(tokenizer);
  const at = (turns[0] as number) + 5;
  await expect(pretrain({ ...killed.options(stage, killAt(at)), ...settings })).rejects.toThrow('killed');
  await pretrain({ ...killed.options(stage), ...settings });
  expect(killed.timeless).toEqual(whole.timeless);
});
