/** How DianJin-R1 scores (arXiv 2504.15716; `DianJin-R1/src/evaluate/eval.py`): letters in the last box, a judge for numbers. */

import { boxedContents } from '../../verify/index.ts';
import { finR1 } from './fin-r1.ts';
import { own } from './own.ts';
import { noAnswer } from './read-answer.ts';
import type { Protocol } from './protocol.ts';

export const dianjin: Protocol = {
  id: 'dianjin',
  title: 'DianJin-R1',
  rules: [
    'Choices: every letter from A to G inside the last \\boxed{} of the whole output, the thinking included; the set must be the gold’s. Nothing boxed counts as not correct, though a prompt may not have asked for a box.',
    'FinQA: GPT-4o judged each output; its prompt was not published. Here --judge decides where Fin-R1’s two rules of equivalence find no match, and without one these rules decide alone.',
    'Labels, yes/no and free text, which the paper does not have: this project’s rules.',
  ],
  read(generated, reference) {
    if (reference.kind === 'number') return finR1.read(generated, reference);
    if (reference.kind !== 'choice') return own.read(generated, reference);
    const box = boxedContents(generated.text).at(-1);
    if (box === undefined) return noAnswer(generated);
    const chosen = [...'ABCDEFG'].filter((letter) => box.includes(letter)).join('');
    const gold = [...reference.letters].sort().join('');
    const verdict = chosen === gold ? 'correct' : 'wrong';
    const reason = `the last box holds ${chosen === '' ? 'no letter' : chosen}, the reference is ${gold}`;
    return { answer: box, outcome: { verdict, rule: 'dianjin:letters-in-box', reason } };
  },
  isOpen: (reading, reference) => reference.kind !== 'choice' && finR1.isOpen(reading, reference),
};
