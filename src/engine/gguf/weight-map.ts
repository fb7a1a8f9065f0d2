/**
 * The names of weights in GGUF and in Hugging Face's checkpoints, and the order of the rows of Llama's queries and keys.
 * Source: gguf-py/gguf/tensor_mapping.py and conversion/llama.py (`permute`) of llama.cpp.
 */

import type { ModelConfig } from '../files/model-config.ts';

const whole: readonly [string, string][] = [
  ['model.embed_tokens', 'token_embd'],
  ['model.norm', 'output_norm'],
  ['lm_head', 'output'],
];

const inLayer: readonly [string, string][] = [
  ['input_layernorm', 'attn_norm'],
  ['self_attn.q_proj', 'attn_q'],
  ['self_attn.k_proj', 'attn_k'],
  ['self_attn.v_proj', 'attn_v'],
  ['self_attn.o_proj', 'attn_output'],
  ['self_attn.q_norm', 'attn_q_norm'],
  ['self_attn.k_norm', 'attn_k_norm'],
  ['post_attention_layernorm', 'ffn_norm'],
  ['mlp.gate_proj', 'ffn_gate'],
  ['mlp.up_proj', 'ffn_up'],
  ['mlp.down_proj', 'ffn_down'],
];

const ggufNames = new Map([...whole, ...inLayer]);

/** The name in GGUF of a weight by its name in a checkpoint, e.g. `model.layers.3.mlp.up_proj.weight` → `blk.3.ffn_up.weight`. */
export function ggufWeightName(name: string): string {
  const match = /^(?:model\.layers\.(\d+)\.)?(.+)\.(weight|bias)$/.exec(name);
  const [, layer, module = '', kind] = match ?? [];
  const stem = ggufNames.get(module);
  if (stem === undefined) throw new Error(`internal: GGUF has no name for ${name}`);
  return layer === undefined ? `${stem}.${kind}` : `blk.${layer}.${stem}.${kind}`;
}

/**
 * How many heads' rows of this weight stand in pairs in GGUF: Llama's rotary positions there turn rows 2i and 2i + 1
 * of a head, in Hugging Face's layout rows i and i + headDim / 2. Zero where the order is the same.
 */
export function pairedHeads(name: string, config: ModelConfig): number {
  if (config.architecture !== 'LlamaForCausalLM') return 0;
  const [, kind] = /\.self_attn\.([qk])_proj\.(?:weight|bias)$/.exec(name) ?? [];
  return kind === 'q' ? config.heads : kind === 'k' ? config.kvHeads : 0;
}

/** The rows of each head, from pairs (2i, 2i + 1) to halves (i, i + half) or, `toPairs`, back. */
export function reorderRows(
  bytes: Uint8Array,
  heads: number,
  rowsPerHead: number,
  toPairs: boolean,
): Uint8Array {
  const width = bytes.length / (heads * rowsPerHead);
  const half = rowsPerHead / 2;
  const out = new Uint8Array(bytes.length);
  for (let head = 0; head < heads; head++) {
    for (let row = 0; row < rowsPerHead; row++) {
      const inPairs = head * rowsPerHead + row;
      const inHalves = head * rowsPerHead + (row % 2) * half + (row >> 1);
      const [from, to] = toPairs ? [inHalves, inPairs] : [inPairs, inHalves];
      out.set(bytes.subarray(from * width, (from + 1) * width), to * width);
    }
  }
  return out;
}
