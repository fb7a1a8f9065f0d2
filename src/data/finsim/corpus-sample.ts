/** Text to train the tokenizer on: what a model of FinSim will read and write, in the proportions it will. */

import { Random } from '../../core/random.ts';
import { renderMessages } from '../prompt.ts';
import { finsimBenchmarks } from './families.ts';
import { pretrainDocument, type PretrainOptions } from './pretrain.ts';
import { finsimQuestions, goldTrace } from './questions.ts';

/** `n` texts, all of training companies: half pretraining documents, half prompts with completions of every kind. */
export function finsimCorpusSample(seed: number, n: number, options: PretrainOptions = {}): string[] {
  const random = Random.derive(seed, 'finsim', 'corpus');
  const documents = Array.from({ length: Math.ceil(n / 2) }, () => {
    const document = pretrainDocument(random, options);
    return 'pieces' in document
      ? document.pieces.map(({ text }) => text).join('')
      : document.messages.map((message) => message.content).join('\n');
  });
  const count = Math.ceil((n - documents.length) / finsimBenchmarks.length);
  const chats = finsimBenchmarks.flatMap((benchmark) =>
    finsimQuestions({ benchmark, split: 'train', count, seed, difficulty: options.difficulty }).map(
      (question) => `${renderMessages(question)[0]?.content ?? ''}\n${goldTrace(question)}`,
    ),
  );
  return random.shuffle([...documents, ...chats.slice(0, n - documents.length)]);
}
