import { afterAll, expect, test } from 'vitest';
import { Random } from '../../core/random.ts';
import { ParameterStore } from './parameter-store.ts';

const stores: ParameterStore[] = [];
afterAll(async () => {
  for (const store of stores) await store.close();
});

function storeOf(...sizes: number[]): ParameterStore {
  const store = new ParameterStore(sizes.map((size, i) => ({ name: `w${i}`, shape: [size] })));
  stores.push(store);
  return store;
}

/** torch.optim.AdamW in double precision, after its documentation. */
function reference(
  p: number[],
  gradients: readonly number[][],
  o: { lr: number; b1: number; b2: number; eps: number; wd: number; clip: number },
): number[] {
  const m = p.map(() => 0);
  const v = p.map(() => 0);
  gradients.forEach((raw, index) => {
    const norm = Math.hypot(...raw);
    const scale = o.clip > 0 ? Math.min(1, o.clip / (norm + 1e-6)) : 1;
    raw.forEach((value, i) => {
      const g = value * scale;
      m[i] = o.b1 * (m[i] as number) + (1 - o.b1) * g;
      v[i] = o.b2 * (v[i] as number) + (1 - o.b2) * g * g;
      const mHat = (m[i] as number) / (1 - o.b1 ** (index + 1));
      const vHat = (v[i] as number) / (1 - o.b2 ** (index + 1));
      p[i] = (p[i] as number) * (1 - o.lr * o.wd) - (o.lr * mHat) / (Math.sqrt(vHat) + o.eps);
    });
  });
  return p;
}

test.each([
  { lr: 1e-3, b1: 0.9, b2: 0.95, eps: 1e-8, wd: 0, clip: 0 },
  { lr: 1e-2, b1: 0.9, b2: 0.999, eps: 1e-8, wd: 0.1, clip: 0 },
  { lr: 3e-3, b1: 0.8, b2: 0.95, eps: 1e-12, wd: 0.01, clip: 1 },
])('AdamW equals the formula of torch.optim.AdamW: %o', (o) => {
  const random = Random.derive(3, o.lr);
  const store = storeOf(37, 5, 64);
  const weights = [...store.views('weights').values()];
  for (const view of weights) for (let i = 0; i < view.length; i++) view[i] = random.normal();
  const start = weights.flatMap((view) => [...view]);
  const gradients = Array.from({ length: 5 }, () => start.map(() => Math.fround(random.normal())));
  for (const gradient of gradients) {
    let at = 0;
    for (const view of store.views('gradients').values()) {
      view.set(gradient.slice(at, at + view.length));
      at += view.length;
    }
    const { gradientNorm } = store.adamw({
      learningRate: o.lr,
      beta1: o.b1,
      beta2: o.b2,
      eps: o.eps,
      weightDecay: o.wd,
      gradClipNorm: o.clip,
    });
    expect(gradientNorm).toBeCloseTo(Math.hypot(...gradient), 4);
    for (const view of store.views('gradients').values())
      expect(view.every((value) => value === 0)).toBe(true);
  }
  const expected = reference(start, gradients, o);
  const got = weights.flatMap((view) => [...view]);
  got.forEach((value, i) => expect(Math.abs(value - (expected[i] as number))).toBeLessThan(1e-6));
});

test('a large store gives the same result as many small ones, whatever the split', () => {
  const big = storeOf(100_000);
  const random = Random.derive(4);
  const weight = big.views('weights').get('w0') as Float32Array;
  const gradient = big.views('gradients').get('w0') as Float32Array;
  for (let i = 0; i < weight.length; i++) {
    weight[i] = random.normal();
    gradient[i] = random.normal();
  }
  const small = storeOf(1000);
  const range = [61_000, 62_000] as const;
  (small.views('weights').get('w0') as Float32Array).set(weight.subarray(...range));
  (small.views('gradients').get('w0') as Float32Array).set(gradient.subarray(...range));
  big.adamw({ learningRate: 1e-3 });
  small.adamw({ learningRate: 1e-3 });
  expect(weight.slice(...range)).toEqual((small.views('weights').get('w0') as Float32Array).slice());
});
