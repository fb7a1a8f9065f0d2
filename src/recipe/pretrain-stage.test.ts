import { expect, test } from 'vitest';
import { Random } from '../core/random.ts';
import { defaultPretrainWeights, pretrainDocument } from '../data/index.ts';
import { preTokenizer, wordSplitter } from '../engine/tokenizer/word-splitter.ts';

const kinds = Object.keys(defaultPretrainWeights).filter((kind) => kind !== 'chats');

test.each(kinds)(
  '%s: pieces end where words of the tokeniser end, so they are tokenised alike apart and together',
  (kind) => {
    const split = wordSplitter(preTokenizer);
    for (let i = 0; i < 300; i++) {
      const document = pretrainDocument(Random.derive(1, kind, i), { weights: { [kind]: 1 } });
      if (!('pieces' in document)) throw new Error(`${kind} is not made of pieces`);
      const texts = document.pieces.map(({ text }) => text);
      expect(texts.flatMap((text) => split?.(text))).toEqual(split?.(texts.join('')));
    }
  },
);
