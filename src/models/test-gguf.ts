/** The header of a small GGUF file of the Llama architecture, without tensors: what is read before llama.cpp loads it. */

type Value = string | number | readonly string[];

/** Numbers of the value types in the file. */
const [UINT32, STRING, ARRAY] = [4, 8, 9];

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const uint64 = (value: number): Buffer => Buffer.concat([uint32(value), uint32(0)]);
const text = (value: string): Buffer => Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);

function entry([key, value]: [string, Value]): Buffer {
  if (typeof value === 'number') return Buffer.concat([text(key), uint32(UINT32), uint32(value)]);
  if (typeof value === 'string') return Buffer.concat([text(key), uint32(STRING), text(value)]);
  const items = [uint32(STRING), uint64(value.length), ...value.map(text)];
  return Buffer.concat([text(key), uint32(ARRAY), ...items]);
}

/** Keys and values of one token take 2 × 4 × 2 × 64 × 2 bytes = 2 kB. */
export function ggufHeader(change: Record<string, Value> = {}): Buffer {
  const metadata: Record<string, Value> = {
    'general.architecture': 'llama',
    'general.license': 'mit',
    'llama.block_count': 4,
    'llama.embedding_length': 256,
    'llama.attention.head_count': 4,
    'llama.attention.head_count_kv': 2,
    'llama.context_length': 8192,
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.tokens': ['a', 'b', 'c'],
    'tokenizer.chat_template': '{{ messages }}',
    ...change,
  };
  const entries = Object.entries(metadata);
  return Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(0),
    uint64(entries.length),
    ...entries.map(entry),
  ]);
}
