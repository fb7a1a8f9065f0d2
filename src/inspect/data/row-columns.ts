/** The columns of the table that a data set is searched in, in their order. */

import { EXCERPT } from '../excerpt.ts';

export const rowColumns = `set_name VARCHAR, row_number INTEGER, id VARCHAR, source VARCHAR, language VARCHAR, category VARCHAR, question VARCHAR,
  answer VARCHAR, reason VARCHAR, detail VARCHAR, line_start BIGINT, line_end BIGINT, question_start BIGINT, question_end BIGINT,
  hit_start BIGINT, hit_end BIGINT, searched VARCHAR`;

/** One character more, so that it is seen that there are more. */
export const shown = (column: string): string => `left(${column}, ${EXCERPT + 1})`;
/** In small letters, a line each. */
export const searched = (...parts: string[]): string => `lower(concat_ws(chr(10), ${parts.join(', ')}))`;
