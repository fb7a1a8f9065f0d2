/** Suites in JSONL files: near-miss pairs, each a breach and the same text with the one clause put right. */

import { existsSync } from 'node:fs';
import { InputError } from '../../../core/errors.ts';
import { jsonlRows } from '../../../core/jsonl.ts';
import { suiteRowSchema, type LabelledText } from './labelled-text.ts';

/**
 * The rows of a suite file in the file's order.
 * @throws InputError where the file is missing or empty, a row does not fit, an id stands twice, a quote is not in its text, or a pair is
 * not one breach and one compliant text. A row whose pair is its own id is alone.
 */
export function readSuiteFile(path: string): LabelledText[] {
  if (!existsSync(path))
    throw new InputError(`${path}: there is no such suite file.`, {
      hint: 'Name dev, test, fresh, everyday, injections, a benchmark, or the path of a JSONL file.',
    });
  const read = [...jsonlRows(path, suiteRowSchema)];
  if (read.length === 0) throw new InputError(`${path}: the suite has no rows.`);
  const ruleOf = new Map(read.flatMap(({ pair, rule }) => (rule === undefined ? [] : [[pair, rule]])));
  const rows = read.map(({ id, pair, language, kind, text, label, rule, alsoAcceptable, quote }) => {
    if (quote !== undefined && !text.includes(quote))
      throw new InputError(`${path}: the quote of ${id} is not in its text: ${quote}`);
    const acceptable = rule === undefined ? [] : [rule, ...(alsoAcceptable ?? [])];
    return {
      ...{ id, pair, language, kind, text, label, acceptable },
      ...{ rule: ruleOf.get(pair) ?? null, quote: quote ?? null },
    };
  });
  requirePairs(rows, path);
  return rows;
}

function requirePairs(rows: readonly LabelledText[], path: string): void {
  const ids = new Set<string>();
  for (const { id } of rows) {
    if (ids.has(id)) throw new InputError(`${path}: the id ${id} stands twice.`);
    ids.add(id);
  }
  for (const [pair, members] of Map.groupBy(rows, (row) => row.pair)) {
    const labels = members.map((row) => row.label).sort();
    // A text from work, on which officers have decided, has no partner, nor has one that only looks like a breach.
    const isAlone = members.length === 1 && members[0]?.id === pair;
    if (!isAlone && labels.join() !== 'breach,compliant')
      throw new InputError(`${path}: pair ${pair} is ${labels.join(' and ')}.`, {
        hint: 'A pair is one breach and one compliant text; a text without a partner has its id as its pair.',
      });
  }
}
