/**
 * How a row in another framework's file names its question: `{"id": …, "reference": …}` as JSON text, which that framework hands to its
 * reward untouched. The id finds the question in a data set; the reference is enough to score an answer without one.
 */

import { z } from 'zod';
import { referenceSchema, type Question, type Reference } from '../../core/question.ts';
import { rowId } from '../build/dataset-rows.ts';

const labelSchema = z
  .object({ id: z.string().min(1).nullish(), reference: referenceSchema.nullish() })
  .refine(({ id, reference }) => id != null || reference != null, 'neither id nor reference');

export interface RewardLabel {
  /** As `rowId` gives it: `SOURCE/ID`. */
  id: string | null;
  reference: Reference | null;
}

export function rewardLabel(question: Question): string {
  return JSON.stringify({ id: rowId(question), reference: question.reference });
}

/**
 * Reads what `rewardLabel` wrote, as text or already parsed; also a reference alone, and the id of a question as plain text.
 * @returns Text that says what is wrong, where it is none of these.
 */
export function readRewardLabel(given: unknown): RewardLabel | string {
  if (typeof given === 'string' && !/^\s*\{/.test(given)) {
    const id = given.trim();
    return id === '' ? 'the label is empty' : { id, reference: null };
  }
  let value: unknown = given;
  if (typeof given === 'string') {
    try {
      value = JSON.parse(given);
    } catch (error) {
      return `the label is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  const isReference = typeof value === 'object' && value !== null && 'kind' in value;
  const read = labelSchema.safeParse(isReference ? { reference: value } : value);
  if (read.success) return { id: read.data.id ?? null, reference: read.data.reference ?? null };
  const issue = read.error.issues[0];
  const where = issue !== undefined && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  return `the label cannot be read: ${where}${issue?.message ?? 'not an object'}`;
}
