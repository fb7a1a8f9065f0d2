/** Whose decision an act takes back. */

import type { Who } from '../batch/verdict-record.ts';
import type { OfficerAct } from './shapes.ts';

/**
 * The decision of another officer that stands and that `act` is against; null: there is none. An item that was assigned since still bears its
 * last decision. Who shares a name but not an API key is another.
 */
export function reversedAct(
  history: readonly OfficerAct[],
  act: OfficerAct['act'],
  { name, key }: Who,
): OfficerAct | null {
  const standing = history.findLast((earlier) => earlier.act !== 'assign');
  if (standing === undefined || act === 'assign' || standing.act === act) return null;
  return standing.by === name && standing.key === key ? null : standing;
}
