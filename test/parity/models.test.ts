/**
 * Checkpoints that transformers made and saved, of each architecture and kind of rotary positions, against what it says of
 * them (transformers 5.23; `interop/parity_models.py --write`).
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readModelFolder } from '../../src/engine/index.ts';
import { differences, furthest, logitsOfTokens } from './model-case.ts';
import type { ModelCase } from './model-case.ts';
import { goldenFolder } from './read-golden.ts';

const folder = join(goldenFolder, 'models');
const names = readdirSync(folder);
const expectedOf = (name: string): ModelCase =>
  JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as ModelCase;

describe('models of transformers', () => {
  it('are of every architecture, kind of scaling, and stored type', async () => {
    const models = await Promise.all(names.map((name) => readModelFolder(join(folder, name))));
    const configs = models.map(({ config }) => config);
    expect(new Set(configs.map(({ architecture }) => architecture)).size).toBe(3);
    expect(new Set(configs.map(({ ropeScaling }) => ropeScaling?.kind))).toEqual(
      new Set([undefined, 'linear', 'dynamic', 'llama3', 'yarn']),
    );
    expect(configs.filter(({ outputBias }) => outputBias)).toHaveLength(2);
    expect(configs.filter(({ mlpBias }) => mlpBias)).toHaveLength(1);
    expect(configs.some(({ kvHeads }) => kvHeads === 1)).toBe(true);
    // Lengths go beyond the original context of those that are scaled.
    for (const { ropeScaling } of configs) {
      if (ropeScaling?.kind !== 'yarn' && ropeScaling?.kind !== 'llama3') continue;
      expect(ropeScaling.originalContext).toBe(16);
    }
  });

  it.each(names)('%s: logits and greedy answers are the same', async (name) => {
    const expected = expectedOf(name);
    expect(expected.tokens).toHaveLength(48);
    const model = await readModelFolder(join(folder, name));
    const inOrder = [...model.weights].sort(([a], [b]) => (a < b ? -1 : 1));
    const bits = inOrder.reduce((sum, [, values]) => crc32(Buffer.from(values.buffer), sum), 0);
    expect(bits).toBe(expected.weights);
    const { tokens, ...gaps } = await differences(model, expected, [1, 7, 17, 48]);
    expect(tokens).toBe(0);
    for (const gap of Object.values(gaps)) expect(gap).toBeLessThan(1e-5);
  });

  it.each(['llama3', 'llama-linear', 'llama-yarn', 'qwen2-shards', 'qwen3-biases'])(
    '%s: without its scaling the logits would be others',
    async (name) => {
      const { config, weights } = await readModelFolder(join(folder, name));
      const { tokens } = expectedOf(name);
      const [scaled, plain] = await Promise.all(
        [config.ropeScaling, undefined].map((ropeScaling) =>
          logitsOfTokens({ config: { ...config, ropeScaling }, weights }, tokens),
        ),
      );
      expect(furthest(scaled as Float32Array, plain as Float32Array)).toBeGreaterThan(1e-2);
    },
  );
});
