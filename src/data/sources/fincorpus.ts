/**
 * FinCorpus, the exam part: questions of Chinese financial exams as running text. Apache-2.0. The paper took 29,288 of 235,210 rows, by far
 * its largest source; that these rows are the exam part and not news is inferred from its one published sample, a tax exam question.
 *
 * Reads `fincorpus/fin_exam.jsonl.gz` (or `.jsonl`, also cut to `fin_exam_100.jsonl`), lines `{text, meta: {source}}`, streamed; the form
 * of `text` is in `exam-text.ts`, and what cannot be read surely is left out with its reason. All of it is `train`: there are no splits.
 * The file is read twice: a question that stands there with two different golds is left out wherever it stands, one with the same gold is
 * taken once. Same means the same stem and options, whatever their order. Near-duplicates, also with FinanceIQ (which has the same exams),
 * are for the decontamination. Cluster: the stem.
 */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question } from '../../core/question.ts';
import { Intake } from '../intake.ts';
import { examCluster } from './exam-csv.ts';
import { readExamText, type ExamText } from './exam-text.ts';
import { readJsonl } from './jsonl.ts';
import { listDataFiles, missingSplit, type DataFile } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const rowSchema = z.object({ text: z.string().min(1) });

const squeezed = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** What makes two rows the same question, and what makes their golds the same. */
function identity({ stem, reference }: ExamText): { key: string; gold: string } {
  if (reference.kind !== 'choice') return { key: contentHash(squeezed(stem)), gold: contentHash(reference) };
  const texts = Object.values(reference.options).map(squeezed).sort();
  const chosen = reference.letters.map((letter) => squeezed(reference.options[letter] ?? '')).sort();
  return { key: contentHash([squeezed(stem), texts]), gold: contentHash(chosen) };
}

/** Keys of the questions that have different golds at different places. */
async function findConflicts(files: readonly DataFile[]): Promise<Set<string>> {
  const golds = new Map<string, string>();
  const conflicts = new Set<string>();
  const unheard = new Intake();
  for (const file of files) {
    for await (const { value } of readJsonl(file, rowSchema, 'fincorpus', unheard)) {
      unheard.drain();
      const exam = readExamText(value.text);
      if ('excluded' in exam) continue;
      const { key, gold } = identity(exam);
      const known = golds.get(key);
      if (known === undefined) golds.set(key, gold);
      else if (known !== gold) conflicts.add(key);
    }
  }
  return conflicts;
}

async function* readTrain({ dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const files = await listDataFiles(dataDir, 'fincorpus', /^fin_exam(_\d+)?\.jsonl(\.gz)?$/);
  if (files.length === 0) throw missingSplit(dataDir, 'fincorpus', 'train', 'fin_exam.jsonl.gz');
  const conflicts = await findConflicts(files);
  const taken = new Set<string>();
  for (const file of files) {
    const name = (file.name.split('/').at(-1) ?? '').replace(/\.jsonl(\.gz)?$/, '');
    for await (const { line, value } of readJsonl(file, rowSchema, 'fincorpus', intake)) {
      const id = `${name}/${line}`;
      const exam = readExamText(value.text);
      if ('excluded' in exam) {
        intake.exclude({ source: 'fincorpus', id, reason: exam.excluded, detail: exam.detail });
        continue;
      }
      const { stem, category, reference } = exam;
      const { key } = identity(exam);
      const twice = taken.has(key);
      if (twice || conflicts.has(key)) {
        const reason = twice ? 'the same question stands above' : 'the same question has two golds';
        intake.exclude({ source: 'fincorpus', id, reason, detail: stem.slice(0, 80) });
        continue;
      }
      taken.add(key);
      yield {
        id,
        source: 'fincorpus',
        split: 'train',
        language: 'zh',
        category,
        licence: fincorpus.licence,
        cluster: examCluster(stem),
        texts: [],
        tables: [],
        history: [],
        question: stem,
        reference,
      };
    }
  }
}

export const fincorpus: Source = {
  id: 'fincorpus',
  title: 'Chinese financial exam questions as text',
  module: 'basic business',
  home: {
    at: 'huggingface',
    repo: 'Duxiaoman-DI/FinCorpus',
    revision: 'dae5256',
    files: [{ path: 'data/fin_exam.jsonl.gz', to: 'fin_exam.jsonl.gz' }],
  },
  licence: 'Apache-2.0',
  languages: ['zh'],
  splits: ['train'],
  kinds: ['choice', 'boolean', 'text'],
  unit: null,
  async *read(options) {
    for (const split of options.splits) {
      if (split !== 'train')
        throw missingSplit(options.dataDir, 'fincorpus', split, 'none, all rows are train');
      yield* readTrain(options);
    }
  },
};
