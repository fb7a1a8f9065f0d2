/** Hit: a training question that an evaluation would know again, with both texts, so that a person can judge it. One line of `decontamination.jsonl`. */

import { z } from 'zod';

import { splits } from '../../core/question.ts';

/**
 * In the order in which they are looked for; a question has the first that applies.
 * - `document`: the same document, or the same question id.
 * - `text`: material and question are equal after normalisation.
 * - `ngram`: half of the text, or of an evaluated question's material or ask, stands in the other word for word.
 * - `near-duplicate`: nearly the same shingles, and the same numbers; of a choice: the same options, and nearly the same text.
 */
export const hitKinds = ['document', 'text', 'ngram', 'near-duplicate'] as const;
export type HitKind = (typeof hitKinds)[number];

export const hitSchema = z.object({
  kind: z.enum(hitKinds),
  /** The training question. */
  id: z.string(),
  source: z.string(),
  /** The evaluated question that it matches. */
  against: z.object({ source: z.string(), id: z.string(), split: z.enum(splits) }),
  /** 1 for `document` and `text`, else the share or similarity. */
  score: z.number().min(0).max(1),
  /** Both texts around the match. */
  texts: z.object({ training: z.string(), evaluated: z.string() }),
  /** What they share: the document's name, or the longest common run of tokens as compared (lower case, half width). */
  piece: z.string(),
});
export type Hit = z.infer<typeof hitSchema>;
