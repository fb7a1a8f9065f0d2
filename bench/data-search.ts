/**
 * Searches through a data set of 100,000 rows of about 1 kB, half English and half Chinese, as the page asks for them: a page of hits, how many
 * there are, and the counts to choose from. Each word is searched for the first time. Against 100 ms.
 */

import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../src/core/random.ts';
import { rlColumns, sftColumns } from '../src/data/build/dataset-rows.ts';
import { writeParquet } from '../src/data/build/write-parquet.ts';
import { Inspector, type DataFilter } from '../src/inspect/index.ts';
import { print, timeOf } from './measure.ts';

const bench = 'data-search';
const LIMIT_MS = 100;
const SFT = 70_000;
const RL = 20_000;
const DROPPED = 10_000;
const SEARCHES = 60;
const RUN = 'searched';

const english =
  'revenue income margin cash flow operating assets liabilities equity growth quarter annual company shares dividend interest rate bond yield tax expense profit loss net gross total prior current change percent million ratio debt risk credit loan deposit fund portfolio market price earnings forecast guidance';
const chinese =
  '营业收入净利润同比增长公司现金流量资产负债率股东权益季度年报分红利息债券收益税费成本毛利本期上期变动百分之万元亿元风险信贷存款基金市场价格盈利预测';

/** Words and characters as language has them: few of them often, most of them seldom. */
function textOf(random: Random, isChinese: boolean, length: number): string {
  const words = isChinese ? [...chinese] : english.split(' ');
  let text = '';
  while (text.length < length) {
    const word = words[Math.floor(words.length * random.float() ** 2)] as string;
    text += random.chance(0.12)
      ? `${random.int(1, 99_999)}${isChinese ? '' : ' '}`
      : `${word}${isChinese ? '' : ' '}`;
  }
  return text;
}

function cells(i: number): Record<string, string | number> {
  const random = Random.derive(1, bench, i);
  const isChinese = i % 2 === 1;
  // A Chinese character has three bytes.
  const bytes = (count: number): string => textOf(random, isChinese, isChinese ? count / 3 : count);
  return {
    ...{ position: i, id: `source-${i % 9}/question-${i}/0`, source: `source-${i % 9}`, split: 'train' },
    ...{
      language: isChinese ? 'zh' : 'en',
      category: `category ${i % 37}`,
      licence: 'MIT',
      cluster: `c${i}`,
    },
    ...{ question: bytes(150), thinking: bytes(750), answer: bytes(60), solution: bytes(60) },
    ...{ reason: `reason ${i % 7}`, detail: bytes(60), rule: 'number:exact', verdict_reason: bytes(40) },
  };
}

async function writeRows(
  path: string,
  columns: Readonly<Record<string, string>>,
  from: number,
  to: number,
): Promise<void> {
  const names = Object.keys(columns);
  const lines: string[] = [];
  for (let i = from; i < to; i++) {
    const row = cells(i);
    lines.push(JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name] ?? '']))));
  }
  await writeFile(`${path}.jsonl`, `${lines.join('\n')}\n`);
  await writeParquet(`${path}.jsonl`, path, columns);
  await rm(`${path}.jsonl`);
}

async function writeDataset(runs: string): Promise<void> {
  const folder = join(runs, RUN, 'data');
  await mkdir(folder, { recursive: true });
  await writeFile(join(runs, RUN, 'recipe.json'), '{}');
  await writeRows(join(folder, 'sft.parquet'), sftColumns, 0, SFT);
  await writeRows(join(folder, 'rl.parquet'), rlColumns, SFT, SFT + RL);
  const left = Array.from({ length: DROPPED }, (_, i) => cells(SFT + RL + i));
  const told = left.map(({ id, source, reason, detail }) => JSON.stringify({ id, source, reason, detail }));
  const kept = left.map(({ id, thinking, language, category }) =>
    JSON.stringify({ id, question: { question: thinking, language, category } }),
  );
  await writeFile(join(folder, 'dropped.jsonl'), `${told.join('\n')}\n`);
  await writeFile(join(folder, 'left-out.jsonl'), `${kept.join('\n')}\n`);
}

/** Kinds of searches, each for words that were not searched before. */
const kinds: Readonly<Record<string, (random: Random) => DataFilter>> = {
  'an English word and a number': (random) => ({
    search: `${random.pick(english.split(' '))} ${random.int(1, 99_999)}`,
  }),
  'Chinese characters': (random) => {
    const at = random.int(0, chinese.length - 4);
    return { search: `${chinese.slice(at, at + 2)} ${chinese.slice(at + 2, at + 4)}${random.int(1, 99)}` };
  },
  'an id': (random) => ({ search: `question-${random.int(0, SFT)}` }),
  'what is nowhere': (random) => ({ search: `zz${random.int(1, 99_999)} 无${random.int(1, 99_999)}` }),
  'a word, in one language': (random) => ({ search: `${random.int(1, 9999)}`, language: 'zh', set: 'sft' }),
};

export async function benchDataSearch(json: boolean): Promise<void> {
  const runs = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
  const inspector = new Inspector(runs);
  const ask = (filter: DataFilter, offset = 0): Promise<unknown> =>
    inspector.dataRows(RUN, filter, { offset, limit: 50 });
  try {
    await writeDataset(runs);
    const loading = await timeOf(() => ask({}));
    print(
      {
        bench,
        case: `first use of ${(SFT + RL + DROPPED).toLocaleString('en')} rows`,
        value: loading,
        unit: 'ms',
      },
      json,
    );
    for (const [kind, filterOf] of Object.entries(kinds)) {
      const random = Random.derive(1, bench, kind);
      const times: number[] = [];
      for (let i = 0; i < SEARCHES; i++) times.push(await timeOf(() => ask(filterOf(random))));
      report(kind, times, json);
    }
    const pages: number[] = [];
    for (let i = 0; i < SEARCHES; i++) pages.push(await timeOf(() => ask({ search: '净利润' }, 50 * i)));
    report('the pages of one search', pages.slice(1), json);
    const chosen: number[] = [];
    for (let i = 0; i < SEARCHES; i++)
      chosen.push(await timeOf(() => ask({ category: `category ${i % 37}` })));
    report('a category, nothing searched', chosen, json);
  } finally {
    await inspector.close();
    await rm(runs, { recursive: true });
  }
}

function report(kind: string, times: readonly number[], json: boolean): void {
  const sorted = times.toSorted((a, b) => a - b);
  for (const share of [0.5, 0.95]) {
    const value = sorted[Math.ceil(share * sorted.length) - 1] as number;
    const against = { against: `${LIMIT_MS} ms`, ratio: LIMIT_MS / value };
    print({ bench, case: `${kind}, p${100 * share}`, value, unit: 'ms', ...against }, json);
  }
}
