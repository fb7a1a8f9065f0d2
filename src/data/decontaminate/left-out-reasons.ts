/** Why a question is left out of training before anybody is asked: what stands in `dropped.jsonl`, and what it means. */

import type { HitKind } from './hit.ts';

const REPEATED = 'says the same as another training question';
const EVALUATED = 'the question is evaluated';
const ON_EVALUATED = 'its document is evaluated';
const MET = 'in an evaluation split';

export const leftOutReason = {
  evaluated: EVALUATED,
  onEvaluatedDocument: ON_EVALUATED,
  contaminated: (kind: HitKind): string => `${MET} (${kind})`,
  repeated: (isConflict: boolean): string => (isConflict ? `${REPEATED}, with another gold` : REPEATED),
  /** Beside `repeated`: the question that came before, `source/id`. */
  repeatedDetail: (of: string, score: number): string => `${of} (similarity ${score.toFixed(2)})`,
};

/** Null for what was dropped for another reason. */
export function leftOutKind(reason: string): 'duplicate' | 'contaminated' | null {
  if (reason.startsWith(REPEATED)) return 'duplicate';
  return reason === EVALUATED || reason === ON_EVALUATED || reason.startsWith(MET) ? 'contaminated' : null;
}

/** What `repeatedDetail` says; null for another text. */
export function repeatedQuestion(detail: string): { of: string; similarity: string } | null {
  const [, of, similarity] = /^(.+) \(similarity ([\d.]+)\)$/s.exec(detail) ?? [];
  return of === undefined || similarity === undefined ? null : { of, similarity };
}
