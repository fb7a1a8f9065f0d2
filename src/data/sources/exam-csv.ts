/**
 * One CSV file of Chinese exam questions with an option a column, as FinanceIQ and FinEval have them. Rows without gold, and golds that
 * are not among the options, are dropped and counted. Cluster: the text of the question, so that the same one in two files is told.
 */

import { contentHash } from '../../core/ids.ts';
import type { Question, Split } from '../../core/question.ts';
import type { Intake } from '../intake.ts';
import { readCsvTable } from './csv-table.ts';
import { choiceGold, noGold, optionCells } from './exam-gold.ts';
import type { DataFile } from './locate.ts';

export interface ExamFile {
  source: string;
  licence: string;
  split: Split;
  /** The exam, e.g. 税务师: the category of its questions. */
  subject: string;
  file: DataFile;
  columns: { question: string; answer: string };
}

/** The text without white space, as it differs between copies of one exam question. */
export function examCluster(question: string): string {
  return `exam:${contentHash(question.normalize('NFKC').replace(/\s+/g, ''))}`;
}

/** The questions with a gold. Throws `InputError`. */
export async function* readExamCsv(exam: ExamFile, intake: Intake): AsyncGenerator<Question> {
  const { source, split, subject, file, columns } = exam;
  const required = [columns.question, 'A', 'B'];
  for (const { index, line, cells } of await readCsvTable(file, required, source, intake)) {
    const question = cells[columns.question]?.trim() ?? '';
    const id = `${split}/${subject}/${index}`;
    if (question === '') {
      const excerpt = Object.values(cells).join(',');
      const reason = `field ${columns.question}: is empty`;
      intake.quarantine({ source, file: file.name, line, reason, excerpt });
      continue;
    }
    const answer = cells[columns.answer]?.trim() ?? '';
    const gold =
      answer === '' ? { excluded: noGold, detail: subject } : choiceGold(answer, optionCells(cells));
    if ('excluded' in gold) {
      intake.exclude({ source, id, reason: gold.excluded, detail: gold.detail });
      continue;
    }
    yield {
      id,
      source,
      split,
      language: 'zh',
      category: subject,
      licence: exam.licence,
      cluster: examCluster(question),
      texts: [],
      tables: [],
      history: [],
      question,
      reference: gold,
    };
  }
}
