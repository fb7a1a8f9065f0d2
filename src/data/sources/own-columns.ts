/**
 * The column map of a file of one's own: which column holds what, and what holds for every row. Nothing is guessed: the kind of answer is
 * named, numbers say how percentages are written, labels are listed.
 */

import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import { unitConventions } from '../../core/question.ts';
import { constantLanguages } from './own-language.ts';

const column = z.string().min(1);

const mapSchema = z.strictObject({
  question: column,
  answer: column,
  /** `choice` only: one column an option, in order (A, B, …); or one name: a column that holds a list, or the prefix of `option_A` …. */
  options: z.union([z.array(column).min(2), column]).optional(),
  /** A column, or several, with what the question is about. */
  context: z.union([z.array(column).min(1), column]).optional(),
  /** Default: the number of the row. The file's name comes before it. */
  id: column.optional(),
  /** The document a question is about, by one name in all files; questions of one document stay on one side of a split. Default: each is its own. */
  cluster: column.optional(),
  /** Default: choice where there are options, else text. */
  kind: z.enum(['number', 'choice', 'label', 'boolean', 'text']).optional(),
  /** `number` only: what 14.5 % is in the file: decimal 0.145, percent 14.5, plain: there are none. */
  unit: z.enum(unitConventions).optional(),
  /** `label` only: every label, each with its accepted spellings. */
  labels: z.union([z.array(z.string().min(1)).min(2), z.record(z.string(), z.array(z.string()))]).optional(),
  /** `en` or `zh` for all rows, or a column that says it. Default: by the question's script, row by row. */
  language: column.optional(),
  licence: z.string().min(1).default('own'),
});

/** Which key goes with which kind of answer. */
export const columnMapSchema = mapSchema
  .transform((map) => ({ ...map, kind: map.kind ?? (map.options === undefined ? 'text' : 'choice') }))
  .superRefine((map, context) => {
    const needs = { options: 'choice', unit: 'number', labels: 'label' } as const;
    for (const [key, kind] of Object.entries(needs) as [keyof typeof needs, string][]) {
      const given = map[key] !== undefined;
      if (given === (map.kind === kind)) continue;
      const message = given
        ? `goes with kind: ${kind}, not with kind: ${map.kind}`
        : `is needed for kind: ${kind}${kind === 'number' ? ` (${unitConventions.join(', ')})` : ''}`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
export type ColumnMap = z.infer<typeof columnMapSchema>;

/** Every column the map names, options given as one name left out: that may be a prefix. */
function namedColumns(map: ColumnMap): string[] {
  const { question, answer, options, context, id, cluster, language } = map;
  const several = [Array.isArray(options) ? options : [], context ?? []].flat();
  return [
    question,
    answer,
    ...several,
    ...(id === undefined ? [] : [id]),
    ...(cluster === undefined ? [] : [cluster]),
    ...(language === undefined || constantLanguages.includes(language) ? [] : [language]),
  ];
}

/** The columns `option_A`, `option B`, `optionC` of the prefix `option`, by letter. */
export function prefixedOptions(
  prefix: string,
  columns: readonly string[],
): [letter: string, column: string][] {
  return columns
    .flatMap((name): [string, string][] => {
      const letter = name.startsWith(prefix)
        ? /^[\s_.-]?([A-Za-z])$/.exec(name.slice(prefix.length))?.[1]
        : undefined;
      return letter === undefined ? [] : [[letter.toUpperCase(), name]];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @throws InputError for the first column of the map that the file does not have, with those it has. */
export function checkColumns(map: ColumnMap, columns: readonly string[], file: string): void {
  const fault = (name: string, what: string): InputError => {
    const near = nearest(name, columns);
    return new InputError(`${file} has no ${what}${near === undefined ? '' : `; did you mean "${near}"?`}`, {
      code: 'missing-column',
      hint: `Its columns are: ${columns.join(', ')}.`,
    });
  };
  for (const name of namedColumns(map)) if (!columns.includes(name)) throw fault(name, `column "${name}"`);
  const { options } = map;
  if (typeof options !== 'string' || columns.includes(options)) return;
  if (prefixedOptions(options, columns).length < 2)
    throw fault(options, `column "${options}", nor columns "${options}A", "${options}B" …`);
}
