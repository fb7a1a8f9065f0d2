import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { Tokenizer as LibraryTokenizer } from './hf-library.ts';
import { newFolder, writeTestTokenizer } from './test-fixture.ts';
import { HfTokenizer } from './tokenizer.ts';

const fragments = [
  ...[
    'net revenue',
    ' Revenue',
    '2023',
    ' 1,234.5',
    '$',
    '%',
    '(12.3)',
    '净利润',
    '同比增长',
    '。',
    '😀',
    '👩‍💻',
    'é',
    'e\u0301',
  ],
  ...[
    "'s",
    "'S",
    "'\u017f",
    "don't",
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\n\n',
    '\t',
    '\u3000',
    '\u00a0',
    '\u0085',
    '\ufeff',
    '\u200b',
  ],
  ...[
    '<think>',
    '</think>',
    '<answer>',
    '</answer>',
    '<|im_start|>',
    '<|im_end|>',
    '<|endoftext|>',
    '<|im_',
    '<<think>>',
  ],
  ...['½', '²', '٣', '한국어', 'Привет', '\u0000', '---', '||', '𠀀', '\ud800', '3.14e-5', '?!'],
];

/** Strings that mix known fragments with characters from everywhere. */
function randomStrings(count: number): string[] {
  const random = Random.derive(5, 'tokenizer strings');
  return Array.from({ length: count }, () =>
    Array.from({ length: random.int(0, 12) }, () =>
      random.chance(0.85) ? random.pick(fragments) : String.fromCodePoint(random.int(1, 0x1ffff)),
    ).join(''),
  );
}

type Json = Record<string, unknown>;
const read = async (path: string): Promise<Json> => JSON.parse(await readFile(path, 'utf8')) as Json;

async function edit(directory: string, file: string, change: (json: Json) => Json): Promise<void> {
  await writeFile(join(directory, file), JSON.stringify(change(await read(join(directory, file)))));
}

async function editedCopy(file: string, change: (json: Json) => Json): Promise<string> {
  const copy = await newFolder();
  await writeTestTokenizer(copy);
  await edit(copy, file, change);
  return copy;
}

async function expectLibraryIds(directory: string, strings: readonly string[]): Promise<void> {
  const ours = await HfTokenizer.load(directory);
  const library = new LibraryTokenizer(
    await read(join(directory, 'tokenizer.json')),
    await read(join(directory, 'tokenizer_config.json')),
  );
  for (const text of strings) {
    const { ids } = library.encode(text, { add_special_tokens: false });
    expect([...ours.encode(text)], JSON.stringify(text)).toEqual(ids);
    if (ids.length === 0) continue;
    for (const keepSpecial of [true, false]) {
      const decoded = library.decode(ids, { skip_special_tokens: !keepSpecial });
      expect(ours.decode(ids, { keepSpecial }), JSON.stringify(text)).toBe(decoded);
    }
  }
}

describe('HfTokenizer', () => {
  let directory: string;
  let tokenizer: HfTokenizer;

  beforeAll(async () => {
    directory = await newFolder();
    await writeTestTokenizer(directory);
    tokenizer = await HfTokenizer.load(directory);
  });

  it('gives exactly the ids and texts of @huggingface/tokenizers', async () => {
    await expectLibraryIds(directory, randomStrings(3000));
  });

  it('reads half of a surrogate pair as U+FFFD', () => {
    for (const half of ['\ud83d', '\ude00', 'a\ud83d<think>\ude00b']) {
      expect(tokenizer.encode(half)).toEqual(tokenizer.encode(half.toWellFormed()));
    }
    expect(tokenizer.decode(tokenizer.encode('a\ud83db'))).toBe('a\ufffdb');
  });

  it('gives back NFC text', () => {
    for (const text of randomStrings(500)) {
      expect(tokenizer.decode(tokenizer.encode(text), { keepSpecial: true })).toBe(
        text.normalize('NFC').toWellFormed(),
      );
    }
  });

  it('has each digit, each tag and each end of turn as one token', () => {
    expect(tokenizer.encode('2023')).toHaveLength(4);
    const ids = tokenizer.encode('<think></think><answer></answer><|im_end|>');
    expect(ids).toHaveLength(5);
    expect(ids[4]).toBe(tokenizer.endOfTurnId);
    expect(tokenizer.decode(ids)).toBe('<think></think><answer></answer>');
    expect(tokenizer.tokenId('<think>')).toBe(ids[0]);
    expect(tokenizer.vocabSize).toBe((ids[3] as number) + 1);
    expect([...tokenizer.encode('<|endoftext|>')]).toEqual([tokenizer.endOfTextId]);
  });

  it('decodes ids beyond its vocabulary to nothing', () => {
    expect(tokenizer.decode([...tokenizer.encode('net'), tokenizer.vocabSize + 3])).toBe('net');
  });

  it('streams characters once they are whole', () => {
    const ids = tokenizer.encode('a😀é净<|im_end|>');
    const stream = tokenizer.decodeStream();
    const parts = Array.from(ids, (id) => stream.push([id]));
    expect(parts.join('') + stream.end()).toBe('a😀é净');
    expect(parts.join('')).not.toContain('\ufffd');

    const cut = tokenizer.decodeStream();
    expect(cut.push(tokenizer.encode('😀').subarray(0, 2))).toBe('');
    expect(cut.end()).toBe('\ufffd');
  });

  it('renders ChatML', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Growth?\n' },
    ] as const;
    const text = '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nGrowth?\n<|im_end|>\n';
    expect(tokenizer.renderChat(messages)).toBe(text);
    expect(tokenizer.renderChat(messages, { addGenerationPrompt: true })).toBe(
      `${text}<|im_start|>assistant\n`,
    );
  });

  it('writes the vocabulary in the order of ids, also where tokens look like numbers', async () => {
    const text = await readFile(join(directory, 'tokenizer.json'), 'utf8');
    const ids = [...text.slice(text.indexOf('"vocab"'), text.indexOf('"merges"')).matchAll(/: (\d+)/g)].map(
      (m) => Number(m[1]),
    );
    expect(ids).toEqual(ids.map((_, index) => index));
  });

  it("takes <|im_end|> as the end of turn where the template writes it, though eos_token ends documents (Qwen's base models)", async () => {
    const qwenBase = await HfTokenizer.load(
      await editedCopy('tokenizer_config.json', (json) => ({ ...json, eos_token: '<|endoftext|>' })),
    );
    expect(qwenBase.endOfTurnId).toBe(tokenizer.endOfTurnId);
    const other = await editedCopy('tokenizer_config.json', (json) => ({
      ...json,
      eos_token: { content: '</answer>' },
      chat_template: '{% for m in messages %}{{ m.content + eos_token }}{% endfor %}',
    }));
    const loaded = await HfTokenizer.load(other);
    expect(loaded.endOfTurnId).toBe(loaded.tokenId('</answer>'));
    expect(loaded.renderChat([{ role: 'user', content: 'a' }])).toBe('a</answer>');
  });

  it('reads a template from chat_template.jinja, and picks the default of several', async () => {
    const several = await editedCopy('tokenizer_config.json', (json) => ({
      ...json,
      chat_template: [
        { name: 'tool_use', template: 'tools' },
        { name: 'default', template: 'plain' },
      ],
    }));
    expect((await HfTokenizer.load(several)).renderChat([])).toBe('plain');
    await writeFile(join(several, 'chat_template.jinja'), 'file');
    expect((await HfTokenizer.load(several)).renderChat([])).toBe('file');
  });

  it('says what is wrong with a folder', async () => {
    await expect(HfTokenizer.load(join(directory, 'nothing'))).rejects.toThrow(
      /nothing.tokenizer\.json does not exist/,
    );

    const cut = await newFolder();
    await writeTestTokenizer(cut);
    await writeFile(
      join(cut, 'tokenizer.json'),
      (await readFile(join(directory, 'tokenizer.json'), 'utf8')).slice(0, 900),
    );
    await expect(HfTokenizer.load(cut)).rejects.toThrow(/tokenizer\.json is not valid JSON/);

    const unigram = await editedCopy('tokenizer.json', (json) => ({
      ...json,
      model: { type: 'Unigram', vocab: [] },
    }));
    await expect(HfTokenizer.load(unigram)).rejects.toThrow(
      /Unigram tokenizer with decoder ByteLevel; byte-level BPE/,
    );

    const noEnd = await editedCopy('tokenizer_config.json', () => ({ eos_token: '<eos>' }));
    await edit(noEnd, 'tokenizer.json', (json) => ({ ...json, added_tokens: [] }));
    await expect(HfTokenizer.load(noEnd)).rejects.toThrow(/no token for the end of turn/);

    const noTemplate = await editedCopy('tokenizer_config.json', (json) => ({
      ...json,
      chat_template: null,
    }));
    const loaded = await HfTokenizer.load(noTemplate);
    expect(() => loaded.renderChat([])).toThrow(/has no chat template/);

    const broken = await editedCopy('tokenizer_config.json', (json) => ({
      ...json,
      chat_template: '{% for %}',
    }));
    await expect(HfTokenizer.load(broken)).rejects.toThrow(/chat template cannot be parsed/);

    const strict = await editedCopy('tokenizer_config.json', (json) => ({
      ...json,
      chat_template: "{{ raise_exception('roles must alternate') }}",
    }));
    const strictTokenizer = await HfTokenizer.load(strict);
    expect(() => strictTokenizer.renderChat([])).toThrow(/rejects the messages.*roles must alternate/);

    const noConfig = await newFolder();
    await writeTestTokenizer(noConfig);
    await rm(join(noConfig, 'tokenizer_config.json'));
    await expect(HfTokenizer.load(noConfig)).rejects.toThrow(/tokenizer_config\.json does not exist/);
  });
});
