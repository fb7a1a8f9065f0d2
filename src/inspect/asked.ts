/** How a question is called in lists: where many have the same words (`sentiment?`), with what it is about. */

import { z } from 'zod';

/** Of a question, what `askedOf` needs. */
export const askedSchema = z.object({
  question: z.string(),
  texts: z.array(z.object({ text: z.string() })).optional(),
  tables: z.array(z.object({ caption: z.string().optional() })).optional(),
});

/** Shorter ones say too little by themselves. */
const LEAST = 24;

export function askedOf({ question, texts, tables }: z.infer<typeof askedSchema>): string {
  if (question.length >= LEAST) return question;
  const about = texts?.[0]?.text ?? tables?.[0]?.caption ?? '';
  return about === '' ? question : `${question} · ${about}`;
}

/** The same of a row of Parquet, as an expression of DuckDB. */
export const askedSql = `(CASE WHEN length(question) >= ${LEAST} THEN question ELSE concat_ws(' · ', question, nullif(coalesce(
  json_extract_string(question_json, '$.texts[0].text'), json_extract_string(question_json, '$.tables[0].caption')), '')) END)`;
