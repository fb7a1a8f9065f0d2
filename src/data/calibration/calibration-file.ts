/** Calibrations are kept beside the runs, so that a data set's card can say how its judge stood. */

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { contentHash } from '../../core/ids.ts';
import { readText } from '../../core/read-text.ts';
import { writeFileAtomic } from '../../core/write-atomic.ts';
import { promptOrigin } from '../load-prompt.ts';
import { criterionNames } from '../reasoning-criteria.ts';
import type { Calibration } from './calibrate.ts';

const interval = z.object({ low: z.number(), high: z.number() });
const count = z.int().nonnegative();
const agreement = z.object({
  n: count,
  errors: count,
  accuracy: z.number().nullable(),
  accuracyInterval: interval,
  kappa: z.number().nullable(),
  kappaInterval: interval.nullable(),
  falseYes: count,
  falseNo: count,
});
const probe = z.object({ n: count, flipped: count, errors: count });
const schema: z.ZodType<Calibration> = z.object({
  judge: z.string(),
  seed: count,
  answers: agreement,
  answersBy: z.record(z.string(), agreement),
  order: probe,
  verbosity: probe,
  traces: agreement,
  tracesBy: z.record(z.string(), agreement),
  criteria: z.record(z.enum(criterionNames), agreement),
});

/** Where the calibration of a judge lies. Its name holds the prompts, since under other prompts it is another judge. */
export function calibrationPath(runsDir: string, judge: string): string {
  const prompts = ['answer-judge', 'reasoning-judge'].flatMap((name) =>
    (['en', 'zh'] as const).map((language) => promptOrigin(name, language).hash),
  );
  return join(runsDir, `calibration-${contentHash({ judge, prompts }, 12)}.json`);
}

export function saveCalibration(path: string, calibration: Calibration): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, `${JSON.stringify(calibration, null, 2)}\n`);
}

/** Null when the judge was never calibrated here. @throws InputError when the file cannot be read. */
export function readCalibration(path: string): Calibration | null {
  if (!isThere(path)) return null;
  const text = readText(path);
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(`${path} is not a calibration that this version of fin-r1 wrote`, {
      code: 'calibration',
      hint: 'Calibrate the judge again with `fin-r1 data calibrate`.',
      cause,
    });
  }
}
