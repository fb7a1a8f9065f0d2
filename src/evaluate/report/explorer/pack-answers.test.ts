import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/random.ts';
import type { Rollout } from '../../sample-rows.ts';
import { block } from './block.ts';
import { ABANDONED, markStatuses, type AnswerData, type AnswerIndex } from './page-data.ts';
import { packAnswers } from './pack-answers.ts';
import { decodeBlock } from './page/decode-block.ts';
import { answerTo, asInPage, packedText } from './test-answers.ts';

const decode = asInPage(decodeBlock);
const nothing = (): void => undefined;

function valueOf(index: AnswerIndex, key: string, answer: number): string | undefined {
  const facet = index.facets.find((candidate) => candidate.key === key);
  return facet?.values[facet.codes[answer] ?? -1];
}

describe('block', () => {
  it('keeps hostile text whole and lets none of it into the page', async () => {
    const hostile = [
      '</script><script>alert(1)</script>',
      '<!-- <script>',
      ']]>',
      '\u2028\u2029\u0000',
      '营业收入 ½ \ud83d\ude00',
      '\ufeff&quot;',
    ];
    const element = block('answers-0', hostile);
    expect(element).toMatch(/^<script type="application\/gzip" id="answers-0">[A-Za-z0-9+/=]+<\/script>\n$/);
    expect(await decode(packedText(element))).toEqual(hostile);
  });
});

describe('packAnswers', () => {
  const rollout: Rollout = {
    kind: 'rollout',
    stage: 'grpo',
    step: 40,
    questionId: 'table-9',
    sample: 3,
    prompt: 'All amounts.\nBy how much?',
    text: 'no idea',
    verdict: 'unparseable',
    rule: 'format',
    reason: 'no answer',
    formatValid: false,
    reward: null,
  };

  it('keeps every answer with its prompt, facts and marks, and each prompt once', async () => {
    const wrongText = '777 - 40 = 700';
    const answers = [
      answerTo(0),
      answerTo(0, { sample: 1, text: wrongText, verdict: 'wrong', finishReason: 'length' }),
      answerTo(1, { stage: 'model-b' }),
    ];
    const seen: string[] = [];
    const { index, blocks } = packAnswers(answers, [rollout], ({ questionId, sample }, { claims }) =>
      seen.push(`${questionId}/${sample}: ${claims.length}`),
    );
    expect(seen).toEqual(['table-0/0: 1', 'table-0/1: 1', 'table-1/0: 1']);
    expect(blocks).toHaveLength(3);
    expect(await decode(packedText(blocks[0] ?? ''))).toEqual(index);
    expect(index).toMatchObject({
      ids: ['table-0', 'table-0', 'table-1', 'table-9'],
      samples: [0, 1, 0, 3],
      tokens: [20, 20, 21, -1],
      questions: ['By how much did revenue change?', 'By how much?'],
      question: [0, 0, 0, 1],
      prompt: [0, 0, 1, 2],
      answerBlocks: [0],
      promptBlocks: [0],
    });
    expect(['outcome', 'stage', 'finish', 'step', 'format'].map((key) => valueOf(index, key, 1))).toEqual([
      'wrong',
      'model-a',
      'cut off at the limit',
      '–',
      'valid',
    ]);
    expect(['benchmark', 'step', 'category'].map((key) => valueOf(index, key, 3))).toEqual([
      'rollouts',
      '40',
      '–',
    ]);
    const data = (await decode(packedText(blocks[1] ?? ''))) as AnswerData[];
    expect(data.map(({ text }) => text)).toEqual([...answers.map(({ text }) => text), 'no idea']);
    const second = data[1];
    expect(second?.wrong).toEqual([[0, wrongText.length, '737']]);
    expect(second?.facts).toContainEqual(['does not hold', '777 - 40 = 700 (computed 737)']);
    expect(second?.facts).toContainEqual(['ended', 'cut off by the length limit']);
    expect(second?.facts).toContainEqual(['expected', '15']);
    expect(data[3]?.facts).toContainEqual(['reward', 'none']);
    const [gap, length, code = -1, origin = -1] = data[0]?.marks ?? [];
    expect([gap, length]).toEqual(['<think>\n'.length, 2]);
    expect(markStatuses[code % ABANDONED]).toBe('found');
    expect(data[0]?.origins[origin]).toBe('table income: revenue, current');
    const prompts = await decode(packedText(blocks[2] ?? ''));
    expect(prompts).toEqual(['prompt 0', 'prompt 1', rollout.prompt]);
  });

  it('says what an answer can be filtered by, several of them where they apply', () => {
    const { index } = packAnswers(
      [
        answerTo(0),
        answerTo(1, { text: 'The industry average margin was 38.6% last year. 777 - 40 = 700' }),
        answerTo(2, { text: 'nothing' }),
      ],
      [],
      nothing,
    );
    const reasoning = index.facets.find(({ key }) => key === 'reasoning');
    const flags = reasoning?.codes.map((code) => reasoning.values.filter((_, at) => (code >> at) % 2 === 1));
    expect(flags?.[1]).toEqual(expect.arrayContaining(['unsupported number', 'wrong claim']));
    expect(flags?.[0]).not.toEqual(expect.arrayContaining(['unsupported number']));
    expect(flags?.[2]).toContain('no numbers');
  });

  it('holds 20,000 answers in small blocks, their prompts once for all samples', () => {
    const random = Random.derive(7, 'prompts');
    const words = Array.from({ length: 400 }, () => random.float().toString(36));
    const samples = 4;
    const answers = Array.from({ length: 5000 }, (_, question) => {
      const prompt = Array.from({ length: 320 }, () => random.pick(words)).join(' ');
      const text = `about ${question}`;
      return Array.from({ length: samples }, (_, sample) => answerTo(question, { sample, prompt, text }));
    }).flat();
    const { index, blocks } = packAnswers(answers, [], nothing);
    expect(index.ids).toHaveLength(20_000);
    expect(index.answerBlocks).toHaveLength(100);
    expect(index.answerBlocks.slice(0, 3)).toEqual([0, 200, 400]);
    expect(new Set(index.prompt).size).toBe(5000);
    const bytes = blocks.reduce((sum, { length }) => sum + length, 0);
    const rawPrompts = answers.reduce((sum, { prompt }) => sum + prompt.length, 0) / samples;
    expect(rawPrompts).toBeGreaterThan(18e6);
    expect(bytes).toBeLessThan(0.6 * rawPrompts);
    expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThan(1 << 20);
  });
});
