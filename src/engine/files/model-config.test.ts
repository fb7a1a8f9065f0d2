import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../tokenizer/test-fixture.ts';
import {
  architectures,
  architectureTraits,
  modelConfigJson,
  parseModelConfig,
  readModelConfig,
  writeModelConfig,
} from './model-config.ts';
import type { ModelConfig } from './model-config.ts';
import { parameterCount, weightSpecs } from './weight-names.ts';

/** The fields of the published Qwen2.5-0.5B that matter, spelled as transformers 4 does. */
const qwen25 = {
  architectures: ['Qwen2ForCausalLM'],
  hidden_act: 'silu',
  hidden_size: 896,
  intermediate_size: 4864,
  max_position_embeddings: 32768,
  max_window_layers: 24,
  model_type: 'qwen2',
  num_attention_heads: 14,
  num_hidden_layers: 24,
  num_key_value_heads: 2,
  rms_norm_eps: 1e-6,
  rope_theta: 1000000.0,
  sliding_window: 32768,
  tie_word_embeddings: true,
  use_sliding_window: false,
  vocab_size: 151936,
};
const { rope_theta: theta, ...withoutTheta } = qwen25;

const parse = (json: unknown): ModelConfig => parseModelConfig(json, 'config.json');

describe('model config', () => {
  it('reads both spellings of the rotary base', () => {
    expect(parse(qwen25)).toEqual({
      architecture: 'Qwen2ForCausalLM',
      vocabSize: 151936,
      hiddenSize: 896,
      layers: 24,
      heads: 14,
      kvHeads: 2,
      headDim: 64,
      feedForward: 4864,
      ropeTheta: 1e6,
      rmsNormEps: 1e-6,
      tiedEmbeddings: true,
      qkvBias: true,
      outputBias: false,
      mlpBias: false,
      qkNorm: false,
      contextLength: 32768,
    });
    const parameters = { rope_parameters: { rope_theta: theta, rope_type: 'default' } };
    expect(parse({ ...withoutTheta, ...parameters })).toEqual(parse(qwen25));
    expect(parse(withoutTheta).ropeTheta).toBe(10000);
  });

  it("takes transformers' defaults for absent head sizes and key/value heads", () => {
    const { num_key_value_heads: _, ...rest } = qwen25;
    expect(parse({ ...rest, architectures: ['LlamaForCausalLM'] })).toMatchObject({
      headDim: 64,
      kvHeads: 14,
    });
    expect(parse({ ...qwen25, architectures: ['Qwen3ForCausalLM'] })).toMatchObject({
      headDim: 128,
      qkNorm: true,
      qkvBias: false,
    });
  });

  it('reads SmolLM2 as published, with the fields that say nothing to us', () => {
    const published = {
      architectures: ['LlamaForCausalLM'],
      attention_bias: false,
      attention_dropout: 0.0,
      bos_token_id: 1,
      eos_token_id: [2, 0],
      hidden_act: 'silu',
      hidden_size: 576,
      intermediate_size: 1536,
      is_llama_config: true,
      max_position_embeddings: 8192,
      mlp_bias: false,
      model_type: 'llama',
      num_attention_heads: 9,
      num_hidden_layers: 30,
      num_key_value_heads: 3,
      pretraining_tp: 1,
      rms_norm_eps: 1e-5,
      rope_interleaved: false,
      rope_scaling: null,
      rope_theta: 100000,
      tie_word_embeddings: true,
      vocab_size: 49152,
    };
    expect(parse(published)).toMatchObject({ ropeTheta: 1e5, headDim: 64, qkvBias: false, mlpBias: false });
    expect(parse(published)).not.toHaveProperty('ropeScaling');
  });

  it('reads biases, and windows that no layer has', () => {
    const llama = { ...qwen25, architectures: ['LlamaForCausalLM'], attention_bias: true, mlp_bias: true };
    expect(parse(llama)).toMatchObject({ qkvBias: true, outputBias: true, mlpBias: true });
    const qwen3 = { ...qwen25, architectures: ['Qwen3ForCausalLM'], attention_bias: true };
    expect(parse(qwen3)).toMatchObject({ qkvBias: true, outputBias: true, qkNorm: true });
    for (const change of [
      { max_window_layers: 24, sliding_window: 8 },
      { max_window_layers: 0, sliding_window: 32768 },
      { max_window_layers: 0, sliding_window: null },
      { layer_types: Array.from({ length: 24 }, () => 'full_attention'), sliding_window: 8 },
    ]) {
      expect(parse({ ...qwen25, use_sliding_window: true, ...change })).toEqual(parse(qwen25));
    }
  });

  it.each([
    [{ type: 'linear', factor: 4 }, { kind: 'linear', factor: 4 }, 32768],
    [{ rope_type: 'dynamic', factor: 2 }, { kind: 'dynamic', factor: 2 }, 32768],
    [
      {
        rope_type: 'llama3',
        factor: 8,
        low_freq_factor: 1,
        high_freq_factor: 4,
        original_max_position_embeddings: 8192,
      },
      {
        kind: 'llama3',
        factor: 8,
        lowFrequencyFactor: 1,
        highFrequencyFactor: 4,
        originalContext: 8192,
      },
      32768,
    ],
    [
      { type: 'yarn', factor: 4, original_max_position_embeddings: 32768 },
      {
        ...{ kind: 'yarn', factor: 4, originalContext: 32768, betaFast: 32, betaSlow: 1, truncate: true },
        attentionFactor: 0.1 * Math.log(4) + 1,
      },
      131072,
    ],
    [
      { rope_type: 'yarn', factor: 40, mscale: 0.5, mscale_all_dim: 1, beta_fast: 16, truncate: false },
      {
        ...{ kind: 'yarn', factor: 40, originalContext: 32768, betaFast: 16, betaSlow: 1, truncate: false },
        attentionFactor: (0.05 * Math.log(40) + 1) / (0.1 * Math.log(40) + 1),
      },
      40 * 32768,
    ],
  ])('reads and writes the rope scaling %j in both spellings', (given, expected, contextLength) => {
    const config = parse({ ...qwen25, rope_scaling: given });
    expect(config).toEqual({ ...parse(qwen25), ropeScaling: expected, contextLength });
    expect(parse({ ...withoutTheta, rope_parameters: { rope_theta: theta, ...given } })).toEqual(config);
    const written = modelConfigJson(config);
    expect(parse(written)).toEqual(config);
    expect(parse({ ...written, rope_scaling: undefined })).toEqual(config);
    expect(parse({ ...written, rope_parameters: undefined })).toEqual(config);
  });

  it.each(architectures)('reads what it writes for %s', async (architecture) => {
    const folder = await newFolder();
    const config: ModelConfig = {
      ...parse(qwen25),
      architecture,
      ...architectureTraits(architecture),
      headDim: 32,
      tiedEmbeddings: false,
      ropeTheta: 5e5,
    };
    await writeModelConfig(folder, config, { endOfTurnId: 5, endOfTextId: 3 });
    expect(await readModelConfig(folder)).toEqual(config);
    expect(modelConfigJson(config, { endOfTurnId: 5, endOfTextId: 3 })).toMatchObject({
      eos_token_id: 5,
      pad_token_id: 3,
      head_dim: 32,
      rope_theta: 5e5,
      rope_parameters: { rope_theta: 5e5, rope_type: 'default' },
    });
  });

  it.each([
    [
      { architectures: ['MistralForCausalLM'] },
      /config\.json: the architecture MistralForCausalLM is not supported; supported are Qwen2ForCausalLM, Qwen3/,
    ],
    [{ architectures: undefined }, /no architecture is named/],
    [
      { rope_scaling: { type: 'longrope', factor: 4 } },
      /rope_scaling is 'longrope', which is not supported yet/,
    ],
    [
      { rope_parameters: { rope_type: 'proportional', rope_theta: 5e5 } },
      /rope_parameters is 'proportional'/,
    ],
    [{ rope_scaling: { type: 'linear' } }, /rope_scaling is 'linear' but has no factor/],
    [
      { rope_scaling: { rope_type: 'llama3', factor: 8, high_freq_factor: 4 } },
      /'llama3' but has no low_freq/,
    ],
    [
      { rope_parameters: { full_attention: { rope_type: 'default' } } },
      /rope_parameters differs by kind of layer/,
    ],
    [{ partial_rotary_factor: 0.5 }, /partial_rotary_factor is 0\.5/],
    [{ quantization_config: { quant_method: 'awq' } }, /quantization_config is 'awq'/],
    [{ layer_types: ['linear_attention'] }, /layer_types has 'linear_attention'/],
    [{ mlp_bias: true }, /mlp_bias is true/],
    [{ hidden_act: 'gelu' }, /hidden_act is 'gelu'/],
    [{ attention_bias: true }, /attention_bias is true/],
    [
      { use_sliding_window: true, sliding_window: 4096, max_window_layers: 20 },
      /use_sliding_window is true: layer 20 sees 4096 of 32768 tokens/,
    ],
    [
      { use_sliding_window: true, sliding_window: 8, layer_types: ['full_attention', 'sliding_attention'] },
      /layer 1 sees 8 of/,
    ],
    [{ num_attention_heads: 13 }, /head_dim must be even/],
    [{ num_key_value_heads: 4 }, /num_attention_heads 14 cannot share num_key_value_heads 4/],
    [{ hidden_size: undefined, vocab_size: -1 }, /unusable fields: vocab_size.*hidden_size/],
  ])('refuses %j', (change, message) => {
    expect(() => parse({ ...qwen25, ...change })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/^(Choose a model without it|Use the config\.json)/),
      }),
    );
  });

  it('names a missing or unreadable file', async () => {
    const folder = await newFolder();
    await expect(readModelConfig(folder)).rejects.toThrow(/config\.json does not exist/);
    await writeFile(join(folder, 'config.json'), '{"architectures": [');
    await expect(readModelConfig(folder)).rejects.toThrow(/config\.json is not valid JSON/);
  });

  it('refuses to write a shape that config.json cannot express', () => {
    expect(() => modelConfigJson({ ...parse(qwen25), qkvBias: false })).toThrow(
      /config\.json cannot say that a Qwen2ForCausalLM has .*"qkvBias":false/,
    );
    const qwen3 = parse({ ...qwen25, architectures: ['Qwen3ForCausalLM'] });
    expect(() => modelConfigJson({ ...qwen3, mlpBias: true })).toThrow(/"mlpBias":true/);
    expect(() => modelConfigJson({ ...qwen3, qkvBias: true })).toThrow(/"outputBias":false/);
  });
});

describe('weight names', () => {
  it('counts the parameters of published models', () => {
    const smol = {
      ...qwen25,
      architectures: ['LlamaForCausalLM'],
      vocab_size: 49152,
      hidden_size: 576,
      intermediate_size: 1536,
      num_hidden_layers: 30,
      num_attention_heads: 9,
      num_key_value_heads: 3,
    };
    const qwen3 = {
      ...qwen25,
      architectures: ['Qwen3ForCausalLM'],
      head_dim: 128,
      hidden_size: 1024,
      intermediate_size: 3072,
      num_attention_heads: 16,
      num_hidden_layers: 28,
      num_key_value_heads: 8,
    };
    expect(parameterCount(parse(qwen25))).toBe(494_032_768); // Qwen2.5-0.5B
    expect(parameterCount(parse(smol))).toBe(134_515_008); // SmolLM2-135M
    expect(parameterCount(parse(qwen3))).toBe(596_049_920); // Qwen3-0.6B
  });

  it('gives matrices as [out, in] and the head only when it is not the embedding', () => {
    const shapes = new Map(
      weightSpecs({ ...parse(qwen25), tiedEmbeddings: false }).map((s) => [s.name, s.shape]),
    );
    expect(shapes.get('model.layers.23.self_attn.k_proj.weight')).toEqual([128, 896]);
    expect(shapes.get('model.layers.0.self_attn.k_proj.bias')).toEqual([128]);
    expect(shapes.get('model.layers.0.mlp.down_proj.weight')).toEqual([896, 4864]);
    expect(shapes.get('lm_head.weight')).toEqual([151936, 896]);
    expect(weightSpecs(parse(qwen25)).some((spec) => spec.name === 'lm_head.weight')).toBe(false);
  });
});
