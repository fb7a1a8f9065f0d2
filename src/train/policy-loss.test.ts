import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { defaultClips, policyLosses, sequenceLoss, tokenScales } from './policy-loss.ts';
import type { SequenceTerms } from './policy-loss.ts';

const ln = Math.log;

describe('tokenScales', () => {
  // three sequences: two of group 0 with 2 and 4 tokens, one of group 7 with 5 tokens
  const sequences = [
    { group: 0, tokens: 2 },
    { group: 0, tokens: 4 },
    { group: 7, tokens: 5 },
  ];
  const scales = (loss: (typeof policyLosses)[number]): number[] => tokenScales(loss, sequences, 10);

  it('grpo: mean of tokens, then of the group, then of the groups', () => {
    // 1 / (2 groups · 2 in group · 2 tokens), 1 / (2 · 2 · 4), 1 / (2 · 1 · 5)
    expect(scales('grpo')).toEqual([1 / 8, 1 / 16, 1 / 10]);
    expect(scales('gspo')).toEqual(scales('grpo'));
  });
  it('dr_grpo: a constant length', () => {
    expect(scales('dr_grpo')).toEqual([1 / 30, 1 / 30, 1 / 30]);
  });
  it('dapo: every token of the batch alike', () => {
    expect(scales('dapo')).toEqual([1 / 11, 1 / 11, 1 / 11]); // 2 + 4 + 5
  });
});

describe('sequenceLoss, by hand', () => {
  const base = { scale: 0.5, reference: null, sampled: [ln(0.5), ln(0.5), ln(0.5)] };

  it('grpo: clips above for a good sample, and below not', () => {
    // ratios 0.6/0.5 = 1.2 (at the bound: kept), 0.9/0.5 = 1.8 (cut to 1.2), 0.25/0.5 = 0.5 (kept); A = 2
    // C = −0.5 · 2 · (1.2 + 1.2 + 0.5) = −2.9; weights c·r·A: 0.5·1.19999·2 ≈ 1.2, 0, 0.5·0.5·2 = 0.5
    const now = [ln(0.599999), ln(0.9), ln(0.25)];
    const result = sequenceLoss(
      { ...base, advantage: 2, now },
      { loss: 'grpo', clip: defaultClips.grpo, beta: 0 },
    );
    expect(result.loss).toBeCloseTo(-2.9, 5);
    expect(result.weights[0]).toBeCloseTo(1.2, 5);
    expect(result.weights[1]).toBe(0);
    expect(result.weights[2]).toBeCloseTo(0.5, 6);
    expect(result.clipped).toBe(1);
  });

  it('grpo: clips below for a bad sample, and above not', () => {
    // same ratios ≈ 1.2, 1.8, 0.5; A = −1: min(−r, −clip r) = −1.2, −1.8, −0.8; C = −0.5 · (−3.8) = 1.9
    const now = [ln(0.599999), ln(0.9), ln(0.25)];
    const result = sequenceLoss(
      { ...base, advantage: -1, now },
      { loss: 'grpo', clip: defaultClips.grpo, beta: 0 },
    );
    expect(result.loss).toBeCloseTo(1.9, 5);
    expect(result.weights[1]).toBeCloseTo(-0.9, 6); // 0.5 · 1.8 · −1
    expect(result.weights[2]).toBe(0);
    expect(result.clipped).toBe(1);
  });

  it('dapo: keeps a ratio of 1.25 that grpo cuts', () => {
    const terms = { ...base, advantage: 1, now: [ln(0.625), ln(0.5), ln(0.5)] };
    // dapo: −0.5 · (1.25 + 1 + 1) = −1.625; dr_grpo (clip 1.2): −0.5 · 3.2 = −1.6
    const dapo = sequenceLoss(terms, { loss: 'dapo', clip: defaultClips.dapo, beta: 0 });
    const dr = sequenceLoss(terms, { loss: 'dr_grpo', clip: defaultClips.dr_grpo, beta: 0 });
    expect([dapo.loss, dapo.clipped]).toEqual([expect.closeTo(-1.625, 9), 0]);
    expect([dr.loss, dr.clipped]).toEqual([expect.closeTo(-1.6, 9), 1]);
  });

  it('gspo: one ratio for the whole sequence', () => {
    // log ratios ln 1.2, ln 0.9, 0: mean = ln(1.08) / 3, s = 1.08^(1/3) = 1.025986; A = 3, c = 0.5 (wide clip)
    // C = −0.5 · 3 tokens · s · 3 = −4.616935; weight of each token 0.5 · s · 3 = 1.538978
    const terms = { ...base, advantage: 3, now: [ln(0.6), ln(0.45), ln(0.5)] };
    const wide = sequenceLoss(terms, { loss: 'gspo', clip: { low: 0.9, high: 1.1 }, beta: 0 });
    expect(wide.loss).toBeCloseTo(-4.616935, 5);
    expect([...wide.weights]).toEqual([1, 1, 1].map(() => expect.closeTo(1.538978, 5)));
    // with its own clip 1.0004 the sequence is cut as a whole: −0.5 · 3 · 1.0004 · 3
    const narrow = sequenceLoss(terms, { loss: 'gspo', clip: defaultClips.gspo, beta: 0 });
    expect(narrow.loss).toBeCloseTo(-4.5018, 9);
    expect([[...narrow.weights], narrow.clipped]).toEqual([[0, 0, 0], 3]);
  });

  it('k3: exp(d) − d − 1 with d = ref − ℓ, on its own where the advantage is 0', () => {
    // ref 0.25, ℓ 0.5: d = −ln 2, k3 = 0.5 + 0.693147 − 1 = 0.193147; slope 1 − exp(d) = 0.5
    // ref 0.5, ℓ 0.25: d = ln 2, k3 = 2 − 0.693147 − 1 = 0.306853; slope 1 − 2 = −1
    // β = 0.1, c = 0.5: C = 0.05 · 0.5 = 0.025; weights −0.05 · 0.5 = −0.025 and +0.05
    const result = sequenceLoss(
      {
        advantage: 0,
        scale: 0.5,
        now: [ln(0.5), ln(0.25)],
        sampled: [ln(0.5), -999],
        reference: [ln(0.25), ln(0.5)],
      },
      { loss: 'grpo', clip: defaultClips.grpo, beta: 0.1 },
    );
    expect(result.kl).toBeCloseTo(0.5, 9);
    expect(result.loss).toBeCloseTo(0.025, 9);
    expect(result.weights[0]).toBeCloseTo(-0.025, 7);
    expect(result.weights[1]).toBeCloseTo(0.05, 7);
  });
});

it('unbiased KL: its gradient is that of the reverse KL, β r (ℓ − ref)', () => {
  // r = 0.5 / 0.4 = 1.25, d = ln(0.25 / 0.5) = −0.693147, k3 = 0.193147; A = 0, β = 0.1, c = 0.5
  // C = 0.5 · 0.1 · 1.25 · 0.193147 = 0.012072; weight −0.5 · 0.1 · 1.25 · 0.693147 = −0.043322
  const result = sequenceLoss(
    { advantage: 0, scale: 0.5, now: [ln(0.5)], sampled: [ln(0.4)], reference: [ln(0.25)] },
    { loss: 'grpo', clip: defaultClips.grpo, beta: 0.1, unbiasedKl: true },
  );
  expect(result.loss).toBeCloseTo(0.012072, 6);
  expect(result.weights[0]).toBeCloseTo(-0.043322, 6);
});

describe.each(policyLosses)('%s: weights are −∂C/∂ℓ', (loss) => {
  it.each([{ beta: 0 }, { beta: 0.3 }, { beta: 0.3, unbiasedKl: true }])(
    'by central differences, %o',
    (kl) => {
      const random = Random.derive(5, loss, kl.beta);
      const settings = { loss, clip: loss === 'gspo' ? { low: 0.9, high: 1.1 } : defaultClips[loss], ...kl };
      for (let trial = 0; trial < 20; trial++) {
        const draw = (spread: number): number[] =>
          Array.from({ length: 6 }, () => -1.5 + spread * random.normal());
        const sampled = draw(0.5);
        const now = sampled.map((value) => value + 0.3 * random.normal());
        const terms: SequenceTerms = {
          advantage: random.normal(),
          scale: 0.2,
          now,
          sampled,
          reference: draw(0.5),
        };
        const { weights } = sequenceLoss(terms, settings);
        const step = 1e-6;
        for (let t = 0; t < now.length; t++) {
          const at = (shift: number): number =>
            sequenceLoss(
              { ...terms, now: now.map((value, i) => (i === t ? value + shift : value)) },
              settings,
            ).loss;
          expect(weights[t]).toBeCloseTo(-(at(step) - at(-step)) / (2 * step), 5);
        }
      }
    },
  );
});
