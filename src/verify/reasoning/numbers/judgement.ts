/** What becomes of a doubtful number: invented, or else the most likely of the harmless origins. */

import type { GroundedNumber } from './grounder.ts';
import type { Phrases } from './phrases.ts';
import { derivationSigns, plainSigns, type Doubtful, type Signs } from './signs.ts';
import type { Sources } from '../sources.ts';
import { inventedProbability, mostProbable } from './weigh.ts';

export type Judgement = Pick<GroundedNumber, 'origin' | 'status' | 'invented'>;

/** From here on a number is called unsupported: 95 % of such reports are right on the labelled traces, and 90 % of inventions found. */
const INVENTED = 0.58;
/** Below, it is taken for derived or supposed; between the two it is not traced, and nobody is accused. */
const HARMLESS = 0.25;
/** With so few hits by chance (as a logarithm) a step explains the number. */
const DERIVED = 0;
const DERIVING = ['again', 'restated'];
const SUPPOSING = ['supposed', 'tried', 'denied', 'condition', 'might', 'trial', 'in-calculation'];

/** @param isCount small enough to count what is in sight */
export function judge(doubtful: Doubtful, phrases: Phrases, isCount: boolean, sources: Sources): Judgement {
  const plain = plainSigns(doubtful, sources);
  const most = mostProbable(plain, phrases);
  const cheap = most < HARMLESS ? harmless(plain, isCount, most) : null;
  if (cheap !== null) return cheap;
  const signs = { ...plain, ...derivationSigns(doubtful, sources) };
  const invented = inventedProbability(signs, phrases);
  if (invented >= INVENTED) return { origin: null, status: 'unsupported', invented };
  const explained = invented < HARMLESS ? harmless(signs, isCount, invented) : null;
  return explained ?? { origin: null, status: 'untraced', invented };
}

function harmless(signs: Signs, isCount: boolean, invented: number): Judgement | null {
  const has = (name: string): boolean => (signs[name] ?? 0) > 0;
  if (DERIVING.some(has) || (signs['best'] ?? DERIVED) < DERIVED)
    return { origin: { kind: 'implied' }, status: 'recomputed', invented };
  if (isCount) return { origin: { kind: 'constant', name: 'a count' }, status: 'found', invented };
  if (SUPPOSING.some(has)) return { origin: { kind: 'assumption' }, status: 'found', invented };
  return null;
}
