/** Answers of models that follow a plain rule: the next token is the last one plus one, the answer ends at 9. */

import { describe, expect, it } from 'vitest';
import { compareAnswers } from './compare-answers.ts';
import { templateFault } from './compare-templates.ts';
import type { GreedyModel, SourceModel } from './greedy-model.ts';
import { prove } from './prove.ts';
import { sourceAnswers } from './source-answers.ts';
import type { SourceAnswer } from './source-answers.ts';
import { agreementFault, mostDifferent, NEAR_TIE } from './verdict.ts';

const END = 9;

/** `wrong`: tokens after which this model goes on with another one. */
function counting(wrong: Readonly<Record<number, number>> = {}, margin = 1): SourceModel {
  return {
    endIds: [END],
    render: (messages) => messages.map(({ content }) => content).join(),
    encode: (text) => Int32Array.from(text, Number),
    tokenText: String,
    continue(tokens, maxTokens) {
      const out: number[] = [];
      let last = tokens.at(-1) ?? 0;
      while (out.length < maxTokens && last !== END) out.push((last = wrong[last] ?? last + 1));
      return Promise.resolve(Int32Array.from(out));
    },
    logprobs: (prompt, answer) =>
      Promise.resolve(
        Float32Array.from(answer, (token, i) =>
          token === ([...prompt, ...answer][prompt.length + i - 1] ?? 0) + 1 ? 0 : -margin,
        ),
      ),
  };
}

const ask = (source: SourceModel, texts: string[], contextLength = 100): Promise<SourceAnswer[]> =>
  sourceAnswers(
    source,
    texts.map((content) => [{ role: 'user' as const, content }]),
    { count: 2, contextLength },
  );

describe('sourceAnswers', () => {
  it('takes the first prompts that fit, with the room there is', async () => {
    const answers = await ask(counting(), ['11111', '1', '2', '3'], 5);
    expect(answers.map(({ text, answer }) => [text, [...answer]])).toEqual([
      ['1', [2, 3, 4, 5]],
      ['2', [3, 4, 5, 6]],
    ]);
    await expect(ask(counting(), ['111'], 3)).rejects.toThrow('context of 3 tokens');
  });
});

describe('compareAnswers', () => {
  it('finds equal answers equal, ends included', async () => {
    const answers = await ask(counting(), ['1', '5']);
    const agreement = await compareAnswers(counting(), counting(), answers, 0);
    expect(agreement).toMatchObject({
      identical: 2,
      tokens: 12,
      agreed: 12,
      ended: 2,
      endedAlike: 2,
      differences: [],
    });
  });

  it('feeds the source’s token after a difference, so that one different token counts once', async () => {
    const answers = await ask(counting(), ['1', '5']);
    const agreement = await compareAnswers(counting(), counting({ 3: 7 }, 1), answers, 5);
    expect(agreement).toMatchObject({ identical: 1, tokens: 12, agreed: 11, stopped: null });
    expect(agreement.differences).toEqual([{ prompt: 0, token: 2, source: '4', exported: '7', margin: 1 }]);
  });

  it('counts an answer that does not end, and one that ends early', async () => {
    const answers = await ask(counting(), ['1', '5']);
    const endless = await compareAnswers(counting(), counting({ 8: 1 }), answers, 5);
    expect(endless).toMatchObject({ ended: 2, endedAlike: 0, agreed: 10 });
    const early = await compareAnswers(counting(), counting({ 6: 9 }), answers, 5);
    expect(early.differences.map(({ token, exported }) => [token, exported])).toEqual([
      [5, '9'],
      [1, '9'],
    ]);
  });

  it('stops once nothing can come of it, and counts only what it compared', async () => {
    const answers = await ask(counting(), ['1', '5']);
    const all = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i, 0]));
    const agreement = await compareAnswers(counting(), counting(all), answers, 1);
    expect(agreement).toMatchObject({
      tokens: 2,
      agreed: 0,
      endedAlike: 0,
      stopped: 'more than 1 tokens differ',
    });
  });
});

describe('the rules', () => {
  const agreed = async (margin: number, texts = ['1', '5']) => {
    const source = counting({}, margin);
    return compareAnswers(source, counting({ 3: 7 }), await ask(source, texts), 5);
  };
  it('exact: no token may differ, and the first that does is named with both tokens', async () => {
    expect(agreementFault(await agreed(0.001), 'exact')).toBe(
      'prompt 1, token 3: "4" became "7", which the source held for less likely by 0.00100 (log probability)',
    );
  });
  it('near ties: only where the source itself was undecided', async () => {
    expect(agreementFault(await agreed(NEAR_TIE / 2), 'near-ties')).toBeNull();
    expect(agreementFault(await agreed(NEAR_TIE * 2), 'near-ties')).toContain('became "7"');
    expect([mostDifferent('near-ties', 12), mostDifferent('near-ties', 1280)]).toEqual([1, 12]);
  });
  it('share: 95 of 100', async () => {
    expect(agreementFault(await agreed(3), 'share')).toMatch(
      /^only 91\.7 % of 12 tokens agree, 95 % are needed; first prompt 1/,
    );
    expect([19, 20, 1280].map((tokens) => mostDifferent('share', tokens))).toEqual([0, 1, 64]);
  });
});

describe('templateFault', () => {
  const fault = async (change: Partial<GreedyModel>): Promise<string | null> => {
    const answers = await ask(counting(), ['12', '345']);
    return templateFault(counting(), { ...counting(), ...change }, answers);
  };
  it('tells what renders, reads or ends otherwise', async () => {
    expect(await fault({})).toBeNull();
    expect(await fault({ render: ([message]) => message?.content.replace('5', '6') ?? '' })).toBe(
      'the chat template renders prompt 2 otherwise: "345" became "346"',
    );
    expect(await fault({ encode: (text) => Int32Array.of(0, ...Array.from(text, Number)) })).toBe(
      'the tokenizer reads prompt 1 otherwise: token 1 is 0, was 1',
    );
    expect(await fault({ endIds: [1] })).toBe('an answer no longer ends at "9"');
  });
  it('comes before answers', async () => {
    const proof = await prove(counting(), { ...counting(), endIds: [] }, await ask(counting(), ['1']), {
      by: 'x',
      rule: 'exact',
    });
    expect(proof).toMatchObject({ agreement: null, fault: 'an answer no longer ends at "9"' });
  });
});
