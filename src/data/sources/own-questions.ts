/**
 * A team's own questions from the file they already have: CSV, JSON Lines, a JSON array or Parquet, with a map that says which column is
 * what. Rows without a question or gold are excluded and counted; rows whose gold does not fit its kind are quarantined with line and why.
 *
 * An id is the file's name with what its id column says (`q1.csv#17`), so that two files may number their rows alike.
 *
 * `jsonl` (`jsonl-questions.ts`) is the other way: a file that has the shape of `Question` already.
 */

import type { Question, Split } from '../../core/question.ts';
import type { Intake } from '../intake.ts';
import { ownGold } from './own-answer.ts';
import { checkColumns, prefixedOptions, type ColumnMap } from './own-columns.ts';
import { ownLanguage } from './own-language.ts';
import { cellText, ownRows, type OwnRow } from './own-rows.ts';

export interface OwnQuestionsOptions {
  path: string;
  /** What the file is called in ids: its path below the data directory. */
  name: string;
  columns: ColumnMap;
  defaults: { source: string; split: Split };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A list in one cell; CSV and Parquet may hold it as JSON text. */
function listCell(value: unknown): Record<string, string> {
  let list = value;
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    try {
      list = JSON.parse(value);
    } catch {
      return {};
    }
  }
  const entries = Array.isArray(list)
    ? list.map((option, i) => [LETTERS.charAt(i), option] as const)
    : Object.entries(typeof list === 'object' && list !== null ? list : {});
  return Object.fromEntries(entries.map(([letter, option]) => [letter, cellText(option) ?? '']));
}

function optionsOf(row: OwnRow, { options }: ColumnMap): Record<string, string> {
  if (options === undefined) return {};
  if (typeof options === 'string' && options in row) return listCell(row[options]);
  const columns = Array.isArray(options)
    ? options.map((column, i) => [LETTERS.charAt(i), column] as const)
    : prefixedOptions(options, Object.keys(row));
  // Exams leave the last option of some questions empty.
  const filled = columns.flatMap(([letter, column]) => {
    const text = cellText(row[column]);
    return text === null ? [] : [[letter, text] as const];
  });
  return Object.fromEntries(filled);
}

/** The questions of one file, streamed. Throws `InputError`, also for a column that the file does not have. */
export async function* ownQuestions(
  { path, name, columns: map, defaults: { source, split } }: OwnQuestionsOptions,
  intake: Intake,
): AsyncGenerator<Question> {
  const file = { path, name };
  const contexts = [map.context ?? []].flat();
  const taken = new Set<string>();
  let number = 0;
  let checked = false;
  for await (const { line, value: row } of ownRows(file, source, intake)) {
    if (!checked) checkColumns(map, Object.keys(row), file.name);
    checked = true;
    number++;
    const id = `${name}#${(map.id === undefined ? null : cellText(row[map.id])) ?? number}`;
    const question = cellText(row[map.question]);
    const answer = cellText(row[map.answer]);
    if (question === null || answer === null) {
      const reason = question === null ? 'no question' : 'no gold';
      intake.exclude({ source, id, reason, detail: question ?? answer ?? `line ${line}` });
      continue;
    }
    if (taken.has(id)) {
      intake.exclude({ source, id, reason: 'the same id stands above', detail: question });
      continue;
    }
    taken.add(id);
    const options = optionsOf(row, map);
    const gold = ownGold(answer, map, options);
    const spoken = ownLanguage(map.language, row, question);
    const quarantine = (column: string | undefined, fault: string): void =>
      intake.quarantine({
        source,
        file: name,
        line,
        reason: `column ${column}: ${fault}`,
        excerpt: question,
      });
    if ('fault' in gold) {
      quarantine(map.answer, gold.fault);
      continue;
    }
    if ('fault' in spoken) {
      quarantine(map.language, spoken.fault);
      continue;
    }
    yield {
      id,
      source,
      split,
      language: spoken.language,
      category: map.kind,
      licence: map.licence,
      cluster: (map.cluster === undefined ? null : cellText(row[map.cluster])) ?? id,
      texts: contexts.flatMap((column) => {
        const text = cellText(row[column]);
        return text === null ? [] : [{ id: column, text }];
      }),
      tables: [],
      history: [],
      question,
      reference: gold.reference,
    };
  }
}
