import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Score } from '../../core/results.ts';
import { RunFolder } from '../../core/run-folder.ts';
import { packedText } from './explorer/test-answers.ts';
import type { AnswerData, AnswerIndex } from './explorer/page-data.ts';
import { decodeBlock } from './explorer/page/decode-block.ts';
import { stageSection } from './stage-section.ts';
import { recipe, writeTestRun } from './test-run.ts';
import { stepSentences, verdictSentence } from './verdict-sentence.ts';
import { writeReport } from './write-report.ts';

let home: string;
let run: RunFolder;
let report: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-report-'));
  const written = await writeTestRun(join(home, 'fixture'));
  written.close();
  run = RunFolder.open(written.directory);
  report = readFileSync(await writeReport(run), 'utf8');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The text of a section, tags removed, white space as one blank. */
function textOf(id: string): string {
  const section = report.split(`<section id="${id}">`)[1]?.split('</section>')[0] ?? '';
  return section
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
}

/** What a block of the page holds. */
async function blockOf(id: string): Promise<unknown> {
  const [element = ''] =
    new RegExp(`<script type="application/gzip" id="${id}">[^<]*</script>\\n`).exec(report) ?? [];
  return decodeBlock(packedText(element));
}

describe('writeReport', () => {
  it('asks nothing of any other place and lets only its own script run', () => {
    expect(report).not.toMatch(/\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i);
    expect(report).not.toMatch(/@import|url\(/);
    const [, code = ''] = /<script>([^]*?)<\/script>/.exec(report) ?? [];
    const hash = createHash('sha256').update(code).digest('base64');
    const [, policy = ''] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(report) ?? [];
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`,
    );
    const others = [...report.matchAll(/<script(?<kind>[^>]*)>/g)].map(({ groups }) => groups?.kind);
    expect(others.filter((kind) => kind === '')).toHaveLength(1);
    expect(others.every((kind) => kind === '' || kind?.startsWith(' type="application/gzip"'))).toBe(true);
  });

  it('lets nothing that models, data and recipes say become part of the page', async () => {
    expect(report).not.toContain('<img');
    expect(report).not.toMatch(/<b>\d+<\/b>%/);
    expect(report).toContain('&#60;script&#62;alert(1)');
    expect(JSON.stringify(await blockOf('prompts-0'))).toMatch(/<b>\d+<\/b>%/);
    expect(JSON.stringify(await blockOf('answers-0'))).toContain('<img src=x onerror=alert(1)>');
  });

  it('shows every stage with its interval, the tests, and the same as dots', () => {
    const results = textOf('results');
    for (const name of ['base', 'zero', 'sft', 'grpo', 'bench-table', 'bench-mood', 'majority class 70.0']) {
      expect(results).toContain(name);
    }
    expect(results).toMatch(/total 40 \d+\.\d \d+\.\d – \d+\.\d/);
    expect(results).toMatch(
      /grpo over sft : \+\d+\.\d points \[[^\]]+\], p [<=] 0\.\d+ McNemar, 40 paired questions/,
    );
    expect(report.match(/class="mark stage-grpo"/g)).toHaveLength(3);
  });

  it('shows what was not asked or left out, and nothing of it where there is none', () => {
    expect(textOf('results')).not.toMatch(/not asked|left out/);
    const total = { n: 5, correct: 1, accuracy: 0.2, low: 0.04, high: 0.62, formatValid: 1 };
    const verdicts = { correct: 1, unasked: 4, unscorable: 3 };
    const unmeasured = { ...total, correct: 0, accuracy: null, low: 0, high: 1, verdicts: { unasked: 5 } };
    const shown = stageSection({
      stages: { base: { total: unmeasured }, sft: { total: { ...total, verdicts } } },
      tests: [],
      seconds: { total: 1 },
      model: { parameters: 1 },
      seed: 1,
    });
    const text = shown.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(text).toContain('– no question could be asked · 5 not asked');
    expect(text).toContain('20.0 4.0 – 62.0 · 4 not asked · 3 left out');
    expect(text).toMatch(/not asked: .{20,90} counts as not correct 5 4 /);
    expect(text).toMatch(/left out: .{20,60} 0 3 /);
  });

  it('draws a curve for every quantity, with values to hover over', () => {
    const titles = [
      'Pretraining loss',
      'SFT loss',
      'Reward',
      'Rollout accuracy',
      'Format valid',
      'Length',
      'KL to the start',
      'Zero-variance groups',
    ];
    for (const title of titles) expect(textOf('training')).toContain(title);
    const [, data = ''] = /aria-label="Reward by step"\s+data-curve="([^"]+)"/.exec(report) ?? [];
    const series = JSON.parse(data.replaceAll('&#34;', '"')) as { name: string; at: unknown[][] }[];
    expect(series.map(({ name, at }) => [name, at.length])).toEqual([
      ['grpo', 80],
      ['zero', 80],
    ]);
    expect(report).not.toMatch(/d="[^"]*NaN/);
  });

  it('keeps every answer and rollout, marked, with what decided it', async () => {
    const index = (await blockOf('answer-index')) as AnswerIndex;
    expect(index.ids).toHaveLength(4 * 40 + 3);
    expect(index.questions).toEqual(['By how much did revenue change?', 'bullish, bearish or neutral?']);
    const answers = (await blockOf('answers-0')) as AnswerData[];
    const origins = answers.flatMap((answer) => answer.origins);
    expect(origins).toContain('table income: revenue, current');
    const facts = answers.flatMap((answer) => answer.facts.map(([name, value]) => `${name}: ${value}`));
    expect(facts).toContain('rule: number:exact');
    expect(facts).toContain('reward: 2');
    expect(facts.some((fact) => /^does not hold: 777 - 40 = \d+ \(computed 737\)$/.test(fact))).toBe(true);
    expect(textOf('grounding')).toMatch(/grpo \d+ \d+ \d+\.\d \d+\.\d .*\d+\.\d \(\d+\.\d – \d+\.\d\)/);
    expect(textOf('samples')).toContain('All 163 answers, 3 rollouts of training among them');
  });

  it('shows outcomes, lengths and every measure by model', () => {
    expect(textOf('outcomes')).toMatch(/bench-table base 20 \d+ \d+/);
    expect(report).toMatch(/class="outcome-correct"\s+style="width:\d+\.\d\d%"/);
    expect(textOf('length')).toMatch(/grpo accuracy by completion tokens/);
    expect(textOf('measures')).toMatch(
      /bench-mood grpo 20 \d+\.\d \d+\.\d – \d+\.\d \d+\.\d – \d+\.\d \d+\.\d \d+\.\d 70\.0 \(bullish\)/,
    );
    expect(report).not.toContain('<section id="categories">');
  });

  it('shows the funnel by source with its reasons', () => {
    const data = textOf('data');
    expect(data).toContain('720 answer correct 80.0 %');
    expect(data).toContain('bench-table 900 900 720 610 610 250 40');
    expect(data).toContain('reasoning check failed 110');
    expect(data).toContain('2 broken lines were quarantined');
  });

  it('shows settings, versions, hashes and times', () => {
    const settings = textOf('settings');
    expect(settings).toContain('learningRate: 0.001');
    expect(settings).toContain(`node ${process.version}`);
    expect(settings).toContain('bench-table a1b2c3d4');
    expect(settings).toContain('pretrain 3 min 32 s');
    expect(settings).toContain('parameters 624,512');
  });

  it('says which row of the run it cannot read', async () => {
    const other = await writeTestRun(join(home, 'broken'), 1);
    const line = other.readJsonl('samples.jsonl').length + 1;
    other.close();
    appendFileSync(other.path('samples.jsonl'), '{"kind":"answer","stage":"sft"}\n');
    await expect(writeReport(other)).rejects.toThrow(`samples.jsonl:${line}: unexpected row`);
  });

  it('of a run that has just begun says that there are no results', async () => {
    using young = RunFolder.create(join(home, 'young'), { recipe });
    const text = readFileSync(await writeReport(young), 'utf8');
    expect(text).toContain('This run has no results yet.');
    expect(text).not.toContain('<section id="results">');
    expect(text).toContain('<section id="settings">');
  });
});

describe('the verdict', () => {
  const score = { n: 600, correct: 390, accuracy: 0.65, low: 0.611, high: 0.687, formatValid: 0.99 };
  const results = (pValue: number, difference: number) => ({
    stages: { grpo: { total: score } },
    tests: [{ a: 'sft', b: 'grpo', pValue, difference }],
    seconds: { total: 1 },
    model: { parameters: 1 },
    seed: 7,
  });

  it('gives accuracy, interval and effect', () => {
    const given = results(0.004, 0.123);
    expect(verdictSentence(given)).toBe(
      'grpo answers 65.0\u00a0% of 600 held-out questions correctly (95\u00a0% interval 61.1 to 68.7).',
    );
    expect(stepSentences(given)).toBe('grpo gains 12.3 points over sft (p\u00a0=\u00a00.004).');
    expect(stepSentences(results(0.004, -0.05))).toContain('loses 5.0 points');
  });

  it('says how many questions were never asked, and why there is no score', () => {
    const sentence = (total: Score): string =>
      verdictSentence({ ...results(0.004, 0.123), stages: { grpo: { total } } });
    expect(sentence({ ...score, verdicts: { correct: 390, wrong: 150, unasked: 60 } })).toMatch(
      /68\.7\), counting 60 that do not fit its context as not correct\.$/,
    );
    expect(sentence({ ...score, correct: 0, accuracy: null, verdicts: { unasked: 600 } })).toBe(
      'grpo has no score: no question could be asked.',
    );
  });

  it('claims no effect that the test does not show', () => {
    expect(stepSentences(results(0.21, 0.02))).toBe(
      'A difference of grpo to sft is not shown (+2.0 points, p\u00a0=\u00a00.210).',
    );
  });
});
