/**
 * FinanceIQ: ten Chinese financial exams, one option of four. CC BY-NC-SA 4.0, so never without the user's consent.
 *
 * Reads `financeiq/{dev,test}/<exam>.csv`: an unnamed index, `Question, A, B, C, D, Answer`. Official splits only: dev (50 questions,
 * five an exam) and test (7,123). There is no train split; the paper's pool of 7,173 is both together, so a data set with FinanceIQ rows
 * cannot be evaluated on FinanceIQ. Golds follow the law of their day. Its exams stand in FinCorpus too: see decontamination.
 */

import type { Split } from '../../core/question.ts';
import { readExamCsv } from './exam-csv.ts';
import { listDataFiles, listSubfolders, missingSplit, type DataFile } from './locate.ts';
import type { Source } from './source.ts';

const columns = { question: 'Question', answer: 'Answer' };

async function findFiles(dataDir: string, split: Split): Promise<DataFile[]> {
  const folders = (await listSubfolders(dataDir, 'financeiq')) ?? [];
  const files = folders.includes(split) ? await listDataFiles(dataDir, `financeiq/${split}`, /\.csv$/) : [];
  if (files.length === 0)
    throw missingSplit(dataDir, 'financeiq', split, 'dev/<exam>.csv or test/<exam>.csv');
  return files;
}

export const financeiq: Source = {
  id: 'financeiq',
  title: 'ten Chinese financial exams, single choice',
  module: 'professional',
  home: {
    at: 'github',
    repo: 'Duxiaoman-DI/XuanYuan',
    revision: 'ab141638df15b3afa0ef9decebc8c890fe93a0f9',
    files: [
      { path: 'FinanceIQ/data/dev/*.csv', to: 'dev/' },
      { path: 'FinanceIQ/data/test/*.csv', to: 'test/' },
    ],
  },
  licence: 'CC-BY-NC-SA-4.0',
  languages: ['zh'],
  splits: ['dev', 'test'],
  kinds: ['choice'],
  unit: null,
  async *read({ dataDir, splits, intake }) {
    for (const split of splits) {
      for (const file of await findFiles(dataDir, split)) {
        const subject = (file.name.split('/').at(-1) ?? '').replace(/\.csv$/, '').normalize('NFC');
        const { licence } = financeiq;
        yield* readExamCsv({ source: 'financeiq', licence, split, subject, file, columns }, intake);
      }
    }
  },
};
