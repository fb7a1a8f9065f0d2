/** An outcome as a word with a sign, so that it is not told by colour alone. */

import type { QuestionVerdict } from '../../src/core/outcome.ts';
import { useTexts } from '../text/use-texts.ts';

const signs: Readonly<Record<QuestionVerdict, string>> = {
  correct: '✓',
  wrong: '✕',
  truncated: '…',
  unparseable: '✕',
  unscorable: '–',
  'judge-error': '!',
  unasked: '–',
};

export function VerdictBadge({ verdict }: { verdict: QuestionVerdict }) {
  const texts = useTexts();
  return (
    <span class="badge" data-verdict={verdict}>
      <span aria-hidden="true">{signs[verdict]}</span> {texts.verdict[verdict]}
    </span>
  );
}
