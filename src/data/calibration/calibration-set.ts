/** The calibration set of `calibration/`: answer pairs and traces labelled by hand, on which judges are put on trial. */

import { join } from 'node:path';
import { z } from 'zod';

import { jsonlRows } from '../../core/jsonl.ts';
import { packageFolder } from '../../core/package-folder.ts';
import { criterionNames } from '../reasoning-criteria.ts';

const language = z.enum(['en', 'zh']);

const answerPairSchema = z.object({
  id: z.string(),
  language,
  kind: z.enum(['number', 'choice', 'label', 'boolean', 'text']),
  reference: z.string(),
  answer: z.string(),
  label: z.enum(['same', 'different']),
  note: z.string(),
  hard: z.boolean(),
});
export type AnswerPair = z.infer<typeof answerPairSchema>;

const labelledTraceSchema = z.object({
  id: z.string(),
  language,
  question: z.string(),
  domain: z.string(),
  reference: z.string(),
  reasoning: z.string(),
  answer: z.string(),
  label: z.record(z.enum(criterionNames), z.literal([0, 1])),
  note: z.string(),
  hard: z.boolean(),
});
export type LabelledTrace = z.infer<typeof labelledTraceSchema>;

export interface CalibrationSet {
  pairs: AnswerPair[];
  traces: LabelledTrace[];
}

/** All rows, or the first `limit` of each file, which are mixed. @throws InputError naming file and line of a broken row. */
export function readCalibrationSet(limit = Infinity): CalibrationSet {
  const at = (name: string): string => join(packageFolder('calibration'), name);
  return {
    pairs: [...jsonlRows(at('answer-pairs.jsonl'), answerPairSchema)].slice(0, limit),
    traces: [...jsonlRows(at('traces.jsonl'), labelledTraceSchema)].slice(0, limit),
  };
}
