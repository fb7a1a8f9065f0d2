/**
 * Batched decoding of 64 sequences at a cache length of about 128, sampling included, against the arithmetic limit of
 * the machine's matrix product and against `transformers` generate on the same weights.
 */

import { join } from 'node:path';
import { Random } from '../src/core/random.ts';
import { writeModelFolder } from '../src/engine/index.ts';
import { LocalSamplingClient, newSamplerSessions } from '../src/engine/sampler/sampling-client.ts';
import { modelInputOf } from '../src/tinker/model-input.ts';
import { THREADS, withTokenizer } from './bench-model.ts';
import { caseNamed, initialWeights, parameterCount } from './cases.ts';
import { matrixProduct } from './matrix-product.ts';
import { median, print, timeOf } from './measure.ts';
import { runPeer } from './peer.ts';

const SEQUENCES = 64;
const PROMPT = 96;
const NEW_TOKENS = 64;

export async function benchSample(json: boolean): Promise<void> {
  const { config, name } = caseNamed('4.85M');
  await withTokenizer(config, async (tokenizer, tokenizerFrom) => {
    const folder = join(tokenizerFrom, 'model');
    const weights = initialWeights(config, 1);
    await writeModelFolder(folder, { config, weights, tokenizerFrom });
    const sampler = new LocalSamplingClient({
      config,
      weights,
      tokenizer,
      name: folder,
      threads: THREADS,
      sessions: newSamplerSessions(),
    });
    const random = Random.derive(1, 'bench');
    const prompts = Array.from({ length: SEQUENCES }, () =>
      modelInputOf(Array.from({ length: PROMPT }, () => random.int(0, config.vocabSize - 1))),
    );
    const generate = (maxTokens: number) => async (): Promise<void> => {
      await Promise.all(
        prompts.map((prompt, seed) =>
          sampler.sample({ prompt, numSamples: 1, samplingParams: { maxTokens, seed, stop: [] } }),
        ),
      );
    };
    const product = await matrixProduct(THREADS);
    await generate(NEW_TOKENS)();
    const [longs, shorts, limits]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < 7; i++) {
      limits.push(await product.rate());
      longs.push(await timeOf(generate(NEW_TOKENS)));
      shorts.push(await timeOf(generate(1)));
    }
    await product.release();
    const [long, short] = [median(longs), median(shorts)];
    await sampler.close();
    const decode = (1000 * SEQUENCES * (NEW_TOKENS - 1)) / (long - short);
    const whole = (1000 * SEQUENCES * NEW_TOKENS) / long;
    const arithmetic = (median(limits) * 1e9) / (2 * parameterCount(config));
    const row = { bench: 'sample', unit: 'tokens/s' };
    print(
      {
        ...row,
        case: `${name} decode, 64 sequences`,
        value: decode,
        against: 'arithmetic limit',
        ratio: decode / arithmetic,
      },
      json,
    );
    const peer = runPeer('bench_generate.py', [
      folder,
      JSON.stringify({ prompts: SEQUENCES, prompt_length: PROMPT, new_tokens: NEW_TOKENS, threads: THREADS }),
    ]);
    const compared = [
      ['decode', `${name} decode, 64 sequences`, decode],
      ['generate', `${name} prompt and ${NEW_TOKENS} new tokens`, whole],
    ] as const;
    for (const [measure, label, value] of compared) {
      const theirs = peer?.get(`${measure} tokens/s`);
      const against = { against: 'transformers generate', ratio: value / (theirs ?? NaN) };
      print({ ...row, case: label, value, ...(theirs === undefined ? {} : against) }, json);
    }
  });
}
