import { describe, expect, it } from 'vitest';
import { adamAt, learningRateAt } from './schedule.ts';

describe('learningRateAt', () => {
  it('warms up in equal steps and reaches the peak at the end of warm-up', () => {
    const schedule = { kind: 'constant', peak: 0.4, warmupSteps: 4 } as const;
    expect([0, 1, 2, 3, 4, 99].map((step) => learningRateAt(schedule, step, 100))).toEqual([
      0.1, 0.2, 0.30000000000000004, 0.4, 0.4, 0.4,
    ]);
  });

  it('falls on a line to the final share', () => {
    // 2 + 10 steps, final share 0.2: after half of the decay 1 · (0.2 + 0.8 · 0.5) = 0.6; last step 0.2 + 0.8 · 0.1 = 0.28
    const schedule = { kind: 'linear', peak: 1, warmupSteps: 2, finalShare: 0.2 } as const;
    expect(learningRateAt(schedule, 2, 12)).toBeCloseTo(1, 12);
    expect(learningRateAt(schedule, 7, 12)).toBeCloseTo(0.6, 12);
    expect(learningRateAt(schedule, 11, 12)).toBeCloseTo(0.28, 12);
  });

  it('falls on a half cosine', () => {
    // no warm-up, 6 steps: step 2 is a third of the way, cos 60° = 0.5, (1 + 0.5) / 2 = 0.75; step 3: cos 90° = 0, 0.5; step 4: 0.25
    const schedule = { kind: 'cosine', peak: 2, warmupSteps: 0 } as const;
    expect(learningRateAt(schedule, 0, 6)).toBeCloseTo(2, 12);
    expect(learningRateAt(schedule, 2, 6)).toBeCloseTo(1.5, 12);
    expect(learningRateAt(schedule, 3, 6)).toBeCloseTo(1, 12);
    expect(learningRateAt(schedule, 4, 6)).toBeCloseTo(0.5, 12);
  });

  it('stays at the final share past the end', () => {
    const schedule = { kind: 'cosine', peak: 1, warmupSteps: 0, finalShare: 0.1 } as const;
    expect(learningRateAt(schedule, 50, 10)).toBeCloseTo(0.1, 12);
  });
});

it('hands the other Adam settings on, without the schedule', () => {
  const schedule = { kind: 'constant', peak: 1e-3, warmupSteps: 0 } as const;
  expect(adamAt({ schedule, beta2: 0.99, gradClipNorm: 1 }, 3, 10)).toEqual({
    learningRate: 1e-3,
    beta2: 0.99,
    gradClipNorm: 1,
  });
});
