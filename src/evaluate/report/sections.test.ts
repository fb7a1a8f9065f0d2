import { describe, expect, it } from 'vitest';
import type { Results, Score } from '../../core/results.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';
import { categorySection } from './category-section.ts';
import { answerTo } from './explorer/test-answers.ts';
import { lengthBins } from './length-bins.ts';
import { lengthSection } from './length-section.ts';
import { measuresSection } from './measures-section.ts';
import { outcomeSection } from './outcome-section.ts';
import { publishedSection } from './published-section.ts';
import { stageColour, stagesOf } from './stage-colour.ts';

const MODEL = 'openai:some-model';

function answer(changes: Partial<EvaluatedAnswer>): EvaluatedAnswer {
  return answerTo(1, { stage: MODEL, ...changes });
}

/** A section's text, tags removed, white space as one blank. */
function textOf(section: { text: string } | null): string {
  return (section?.text ?? '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
}

function results(scores: Record<string, Partial<Score>>): Results {
  const base = { n: 100, correct: 70, accuracy: 0.7, low: 0.604, high: 0.781, formatValid: 0.9 };
  const own = Object.entries(scores).map(([id, score]) => [id, { ...base, ...score }]);
  return {
    stages: { [MODEL]: Object.fromEntries(own) },
    tests: [],
    seconds: { total: 1 },
    model: {},
    seed: 1,
  };
}

describe('stagesOf', () => {
  it('puts the stages of a recipe in their order and other models after them', () => {
    const stages = stagesOf(['b', 'grpo', 'a', 'base', 'b'].map((stage) => ({ stage })));
    expect(stages).toEqual(['base', 'grpo', 'b', 'a']);
    expect(stages.map((stage) => stageColour(stage, stages))).toEqual([
      'stage-base',
      'stage-grpo',
      'series-3',
      'series-4',
    ]);
  });
});

describe('categorySection', () => {
  const rows = [
    ...Array.from({ length: 4 }, () => answer({ category: 'sum', verdict: 'wrong' })),
    ...Array.from({ length: 6 }, () => answer({ category: 'growth' })),
    answer({ category: 'sum' }),
    answer({ category: 'sum', verdict: 'judge-error' }),
  ];

  it('sorts by accuracy, with Wilson intervals, without what could not be scored', () => {
    const section = categorySection(rows, [MODEL]);
    expect(textOf(section)).toMatch(/bench-table .* growth 6 100\.0 sum 5 20\.0/);
    // 1 of 5: Wilson gives 3.6 to 62.4.
    expect(section?.text).toContain('openai:some-model: 20.0 [3.6, 62.4]');
    expect(section?.text).toMatch(/left:3\.6%;right:37\.6%/);
  });

  it('says nothing of a benchmark with one category', () => {
    expect(categorySection(rows.slice(0, 4), [MODEL])).toBeNull();
  });
});

describe('lengthBins', () => {
  const long = (completionTokens: number, verdict: EvaluatedAnswer['verdict'] = 'correct'): EvaluatedAnswer =>
    answer({ completionTokens, verdict });

  it('makes ten groups of equal size', () => {
    const bins = lengthBins(Array.from({ length: 50 }, (_, i) => long(i + 1, i < 25 ? 'correct' : 'wrong')));
    expect(bins).toHaveLength(10);
    expect(bins.map(({ n }) => n)).toEqual(Array.from({ length: 10 }, () => 5));
    expect(bins.map(({ accuracy }) => accuracy)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect(bins[1]).toMatchObject({ from: 6, to: 10 });
  });

  it('never parts answers of one length, and leaves out those not given or scored', () => {
    const rows = [
      ...Array.from({ length: 30 }, () => long(7)),
      ...Array.from({ length: 10 }, (_, i) => long(8 + i)),
    ];
    const bins = lengthBins([...rows, long(0, 'unasked'), long(900, 'unscorable')]);
    expect(bins[0]).toMatchObject({ from: 7, to: 7, n: 30 });
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(40);
    expect(bins.at(-1)?.to).toBe(17);
  });

  it('draws nothing of answers that are all equally long', () => {
    expect(lengthSection([long(7), long(7)], [MODEL])).toBeNull();
    expect(lengthSection([long(7), long(9)], [MODEL])?.text).not.toMatch(/NaN|Infinity/);
  });
});

describe('outcomeSection', () => {
  it('gives each verdict its share and names only those that there are', () => {
    const section = outcomeSection(
      [answer({}), answer({}), answer({}), answer({ verdict: 'truncated' })],
      [MODEL],
    );
    expect(textOf(section)).toMatch(/bench-table 4 3 1 $/);
    expect(section?.text).toMatch(/class="outcome-truncated"\s+style="width:25\.00%"/);
    expect(section?.text).not.toContain('unparseable');
  });
});

describe('measuresSection', () => {
  it('shows what a score has, in percent, and no empty column', () => {
    const text = textOf(
      measuresSection(
        results({
          finqa: {
            passAtK: { k: 4, value: 0.81 },
            majorityVote: 0.66,
            faithful: 0.72,
            faithfulInterval: { low: 0.611, high: 0.808 },
            supported: 0.93,
            checked: 1075,
            groups: { n: 9, accuracy: 0.4 },
          },
          tfns: { macroF1: 0.5, balancedAccuracy: 0.625, majority: { label: 'neutral', accuracy: 0.65 } },
        }),
      ),
    );
    expect(text).toContain(
      'finqa 100 70.0 60.4 – 78.1 – – 81.0 (k = 4) 66.0 40.0 – 1,075 72.0 (61.1 – 80.8) 93.0 90.0',
    );
    expect(text).toContain('tfns 100 70.0 60.4 – 78.1 50.0 62.5 – – – 65.0 (neutral) – – – 90.0');
    expect(text).not.toContain('clustered 95');
  });

  it('takes no other kind of value for a measure', () => {
    expect(textOf(measuresSection(results({ finqa: { macroF1: 'high', passAtK: 3 } })))).not.toMatch(
      /macro-F1|pass@k/,
    );
  });
});

describe('publishedSection', () => {
  it('sets claimed, measured and ours side by side', () => {
    const published = [
      { model: 'Fin-R1-7B', percent: 76, by: 'claimed', source: 'paper' },
      { model: 'Fin-R1-7B', percent: 58.7, by: 'measured', source: 'others' },
    ];
    const text = textOf(publishedSection(results({ finqa: { published }, tfns: {} })));
    expect(text).toContain(
      `finqa ${MODEL} – – 70.0 60.4 – 78.1 this run Fin-R1-7B 76.0 58.7 – paper; others`,
    );
    expect(text).not.toContain('tfns');
  });

  it('is left out where nothing is published', () => {
    expect(publishedSection(results({ finqa: {} }))).toBeNull();
  });
});
