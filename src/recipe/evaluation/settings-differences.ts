/** What two evaluations were asked differently: a difference of their figures is then not the models' alone. */

import { differenceLines, differingKeys } from '../../core/differing-keys.ts';
import { RunFolder } from '../../core/run-folder.ts';
import { evaluationSettingsSchema } from './settings.ts';
import type { EvaluationSettings } from './settings.ts';

/** Which questions were asked of whom is what comparisons are about; pairing sees to it. */
const MEANT = ['model', 'benchmarks', 'limit'];

/** One line a setting, e.g. `temperature: 0 → 0.6`; none where one of the two is the run of a recipe. */
export function settingsDifferences(a: string, b: string): string[] {
  const [first, second] = [settingsIn(a), settingsIn(b)];
  if (first === null || second === null) return [];
  const isMeant = (key: string): boolean => MEANT.includes(key.split('.')[0] ?? '');
  return differenceLines(differingKeys(first, second).filter(({ key }) => !isMeant(key)));
}

function settingsIn(directory: string): EvaluationSettings | null {
  const parsed = evaluationSettingsSchema.safeParse(RunFolder.open(directory).recipe);
  return parsed.success ? (parsed.data as EvaluationSettings) : null;
}
