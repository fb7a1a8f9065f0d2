/** Everything that was done with an item, from its check on. */

import { timeText } from '../../text/numbers.ts';
import type { ComplianceTexts } from '../../text/compliance.en.ts';
import type { OfficerAct, QueueItem } from '../shapes.ts';
import { useCompliance } from '../texts.ts';

export function History({ item }: { item: QueueItem }) {
  const text = useCompliance();
  return (
    <ol class="history">
      <li>{text.checkedAct(timeText(item.record.time))}</li>
      {item.history.map((act, i) => (
        <li key={i}>
          {timeText(act.time)}: <b>{actText(act, text)}</b>
          {act.key !== null && <span class="note"> ({text.withKey(act.key)})</span>}
          {act.reason !== null && <q>{act.reason}</q>}
        </li>
      ))}
    </ol>
  );
}

function actText({ act, by, assignee, decision }: OfficerAct, text: ComplianceTexts): string {
  switch (act) {
    case 'accept':
      return text.acts.accept(by);
    case 'assign':
      return text.acts.assign(by, assignee ?? '');
    case 'overrule':
      return text.acts.overrule(by, text.decision[decision ?? 'compliant']);
  }
}
