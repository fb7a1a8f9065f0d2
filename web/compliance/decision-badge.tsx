/** A decision as a word with a sign, so that it is not told by colour alone. */

import type { Decision } from './shapes.ts';
import { useCompliance } from './texts.ts';

const signs: Readonly<Record<Decision, string>> = {
  breach: '✕',
  'needs review': '?',
  compliant: '✓',
  'not applicable': '–',
};

export function DecisionBadge({ decision }: { decision: Decision }) {
  const text = useCompliance();
  return (
    <span class="badge" data-decision={decision}>
      <span aria-hidden="true">{signs[decision]}</span> {text.decision[decision]}
    </span>
  );
}
