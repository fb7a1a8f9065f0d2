/**
 * Ant_Finance, the Ant part of Fin-Eva 1.0: 33 tasks of five abilities, choices and 是/否. Chinese, CC BY 4.0.
 *
 * Reads `ant-finance/Ant/<ability>/<task>.csv` (upstream's folders; `fin-eva/Ant` does as well): `id, [context], question, A … E, answer`,
 * the compliance tasks without options. Of 8,444 rows 2,343 carry a gold (71 a task); the others are dropped and counted.
 * Split: the release has none and the paper names none. Rows are dealt by a hash of their material (context, or else the question):
 * a third of the hashes is `test`, the rest `train`, so that questions on one text stay together and every machine deals alike. The rule
 * is fixed for ever. The paper trained on 1,548 rows; the other 795 labelled ones are a third too.
 * Category: the task. 金融合规性 is one-class, all its golds are 否: report it apart, a constant answer scores 100 %.
 * 是 of the compliance tasks means compliant. 执业医师 and 执业药师 are medical exams, kept as the release has them.
 */

import { InputError } from '../../core/errors.ts';
import { contentHash } from '../../core/ids.ts';
import type { Question, Reference, Split } from '../../core/question.ts';
import { antTasks } from './ant-tasks.ts';
import { readCsvTable, type TableRow } from './csv-table.ts';
import { booleanGold, choiceGold, noGold, optionCells, type NoGold } from './exam-gold.ts';
import { listDataFiles, listSubfolders, type DataFile } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const abilities = ['金融知识', '金融认知', '金融逻辑', '安全合规', '内容生成'];

/** Upstream's folder below its own name, and below the name of the whole benchmark. */
const folders = ['ant-finance/Ant', 'fin-eva/Ant'];

async function findFiles(dataDir: string): Promise<DataFile[]> {
  for (const folder of folders) {
    const found = await listSubfolders(dataDir, folder);
    if (found === null) continue;
    const files = await Promise.all(
      found.map((ability) => listDataFiles(dataDir, `${folder}/${ability}`, /\.csv$/)),
    );
    if (files.flat().length > 0) return files.flat();
  }
  throw new InputError(
    `${dataDir} holds no file of ant-finance: expected ${folders.join(' or ')} with folders such as ${abilities[0]}.`,
    {
      code: 'missing-data',
      hint: `Fetch it with "fin-r1 data pull ant-finance", or copy data/Ant of ${page} there.`,
    },
  );
}

const page = 'alipay/financial_evaluation_dataset';

function materialHash(material: string): string {
  return contentHash(`ant-finance/${material.normalize('NFKC').replace(/\s+/g, '')}`);
}

/** The split to which the rule of the header deals a row; public so that the rule can be tested. */
export function antSplit(material: string): Split {
  return Number.parseInt(materialHash(material).slice(0, 8), 16) % 3 === 0 ? 'test' : 'train';
}

function readGold(answer: string, cells: TableRow['cells']): Reference | NoGold {
  const options = optionCells(cells);
  if (Object.keys(options).length > 0) return choiceGold(answer, options);
  return booleanGold(answer) ?? { excluded: 'the gold is neither 是 nor 否', detail: answer };
}

function toQuestion(row: TableRow, file: DataFile, { splits, intake }: ReadOptions): Question | null {
  const task = (file.name.split('/').at(-1) ?? '').replace(/\.csv$/, '').normalize('NFC');
  const asked = row.cells['question']?.trim() ?? '';
  const context = row.cells['context']?.trim() ?? '';
  if (asked === '') {
    const excerpt = Object.values(row.cells).join(',');
    const reason = 'field question: is empty';
    intake.quarantine({ source: 'ant-finance', file: file.name, line: row.line, reason, excerpt });
    return null;
  }
  const material = context === '' ? asked : context;
  const split = antSplit(material);
  if (!splits.includes(split)) return null;
  const id = `${task}/${row.index}`;
  const answer = row.cells['answer']?.trim() ?? '';
  const gold = answer === '' ? { excluded: noGold, detail: task } : readGold(answer, row.cells);
  if ('excluded' in gold) {
    intake.exclude({ source: 'ant-finance', id, reason: gold.excluded, detail: gold.detail });
    return null;
  }
  const instruction = antTasks[task];
  const text =
    instruction === undefined ? context : [context, asked].filter((part) => part !== '').join('\n');
  return {
    id,
    source: 'ant-finance',
    split,
    language: 'zh',
    category: task,
    licence: antFinance.licence,
    cluster: `ant-finance:${materialHash(material)}`,
    texts: text === '' ? [] : [{ id: 'material', text }],
    tables: [],
    history: [],
    question: instruction ?? asked,
    reference: gold,
  };
}

export const antFinance: Source = {
  id: 'ant-finance',
  title: 'Fin-Eva: exams, reading, intent, compliance in 33 tasks',
  module: 'basic business',
  home: {
    at: 'github',
    repo: page,
    revision: 'b1756922fe321a65dbc888d12a29149dc24ee7d9',
    files: abilities.map((ability) => ({ path: `data/Ant/${ability}/*.csv`, to: `Ant/${ability}/` })),
  },
  licence: 'CC-BY-4.0',
  languages: ['zh'],
  splits: ['train', 'test'],
  kinds: ['choice', 'boolean'],
  unit: null,
  async *read(options) {
    for (const file of await findFiles(options.dataDir)) {
      for (const row of await readCsvTable(file, ['question', 'answer'], 'ant-finance', options.intake)) {
        const question = toQuestion(row, file, options);
        if (question !== null) yield question;
      }
    }
  },
};
