/** Which splits of a source are in a data directory: those that give a first question, whatever their files are called. */

import { FinR1Error } from '../../core/errors.ts';
import type { Split } from '../../core/question.ts';
import { Intake } from '../intake.ts';
import type { Source } from './source.ts';

/** Reads no further than the first question of each split. @throws InputError for files that are there and cannot be read. */
export async function presentSplits(source: Source, dataDir: string): Promise<Split[]> {
  const present: Split[] = [];
  for (const split of source.splits) {
    try {
      const questions = source.read({ dataDir, splits: [split], intake: new Intake() });
      for await (const { split: found } of questions) {
        present.push(found);
        break;
      }
    } catch (error) {
      if (!FinR1Error.isInstance(error) || error.code !== 'missing-data') throw error;
    }
  }
  return present;
}
