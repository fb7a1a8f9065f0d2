/**
 * FinEval 1.0: 34 subjects of finance, economy, accounting and certificates, single choice. Chinese, CC BY-NC-SA 4.0. Fin-Eva's SUFE part
 * is the same set. Not one of the paper's sources.
 *
 * Reads `fineval/{dev,val,test}/<subject>_<split>.csv`: `id, question, A, B, C, D, [answer], [explanation]`; the explanation is left aside.
 * dev holds five worked examples a subject (170) and is `train`; val (1,071), on which everyone reports, is `dev`; test (3,340) has no
 * golds: every row of it is dropped and counted.
 */

import type { Split } from '../../core/question.ts';
import { readExamCsv } from './exam-csv.ts';
import { listDataFiles, listSubfolders, missingSplit, type DataFile } from './locate.ts';
import type { Source } from './source.ts';

const folderOf: Record<Split, string> = { train: 'dev', dev: 'val', test: 'test' };

const columns = { question: 'question', answer: 'answer' };

async function findFiles(dataDir: string, split: Split): Promise<DataFile[]> {
  const folder = folderOf[split];
  const folders = (await listSubfolders(dataDir, 'fineval')) ?? [];
  const pattern = new RegExp(`_${folder}\\.csv$`);
  const files = folders.includes(folder) ? await listDataFiles(dataDir, `fineval/${folder}`, pattern) : [];
  if (files.length === 0) throw missingSplit(dataDir, 'fineval', split, `${folder}/<subject>_${folder}.csv`);
  return files;
}

export const fineval: Source = {
  id: 'fineval',
  title: 'Chinese finance exams of 34 subjects, single choice',
  module: null,
  // The authors' own release is a zip; Fin-Eva holds the same files as they are.
  home: {
    at: 'github',
    repo: 'alipay/financial_evaluation_dataset',
    revision: 'b1756922fe321a65dbc888d12a29149dc24ee7d9',
    files: ['dev', 'val', 'test'].map((folder) => ({ path: `data/SUFE/${folder}/*.csv`, to: `${folder}/` })),
  },
  licence: 'CC-BY-NC-SA-4.0',
  languages: ['zh'],
  splits: ['train', 'dev'],
  kinds: ['choice'],
  unit: null,
  async *read({ dataDir, splits, intake }) {
    for (const split of splits) {
      const ending = `_${folderOf[split]}.csv`;
      for (const file of await findFiles(dataDir, split)) {
        const subject = (file.name.split('/').at(-1) ?? '').slice(0, -ending.length);
        const { licence } = fineval;
        yield* readExamCsv({ source: 'fineval', licence, split, subject, file, columns }, intake);
      }
    }
  },
};
