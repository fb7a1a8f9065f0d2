/** One checked text: the decision, the text with its passages, the verdicts, and what an officer needs to contest them. */

import { useMemo } from 'preact/hooks';
import { Facts } from '../../parts/facts.tsx';
import { useQuery } from '../../state/query.ts';
import { countText } from '../../text/numbers.ts';
import { markedIn, markedQuery } from '../addresses.ts';
import { DecisionBadge } from '../decision-badge.tsx';
import { ManipulationList } from '../manipulation-list.tsx';
import { MarkedText } from '../marked-text.tsx';
import type { Marked } from '../passages.ts';
import { passagesIn } from '../passages.ts';
import type { ServedCheck } from '../shapes.ts';
import { useCompliance } from '../texts.ts';
import { VerdictList } from './verdict-list.tsx';

/** Stands in the address where the reader has closed all verdicts. */
const NONE = 'none';

export function CheckedDetail({ checked }: { checked: ServedCheck }) {
  const text = useCompliance();
  const [query, setQuery] = useQuery();
  const gravest = checked.verdicts.find(({ quotes }) => quotes.length > 0) ?? checked.verdicts[0];
  const first: Marked | null = gravest === undefined ? null : { kind: 'rule', rule: gravest.rule.id };
  const chosen = query.rule === NONE ? null : (markedIn(query) ?? first);
  const choose = (marked: Marked | null): void =>
    setQuery(marked === null ? { rule: NONE, passage: null } : markedQuery(marked), { replace: true });
  const passages = useMemo(
    () => passagesIn(checked.text, checked.verdicts, checked.manipulations),
    [checked],
  );
  const { decision, model, modelFaults, verdicts } = checked;
  return (
    <div class="checked">
      <p class="whole" data-decision={decision}>
        <DecisionBadge decision={decision} /> {text.whole[decision]}{' '}
        <span class="note">{model === null ? text.withoutModel : text.withModel(model)}</span>
      </p>
      <Facts
        of={[
          ...(checked.sender === undefined ? [] : [[text.sender, checked.sender] as const]),
          ...(checked.time === undefined ? [] : [[text.time, checked.time] as const]),
          [text.language, text.languages[checked.language]],
        ]}
      />
      {checked.notes?.map((note) => (
        <p class="failed" role="note" key={note}>
          {note}
        </p>
      ))}
      {modelFaults.length > 0 && (
        <div class="failed" role="note">
          <b>{text.modelFaults}</b>
          <ul>
            {rulesByFault(modelFaults).map(([fault, rules]) => (
              <li key={fault}>
                {rules.join(', ')}: {fault}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="text-and-verdicts">
        <div>
          <MarkedText
            {...{ text: checked.text, language: checked.language, passages, chosen }}
            onChoose={choose}
          />
          {passages.length > 0 && <p class="note">{text.markKeys}</p>}
          <ManipulationList of={checked.manipulations} chosen={chosen} onChoose={choose} />
        </div>
        <div>
          <h3 class="first">{text.verdicts}</h3>
          {verdicts.length === 0 && <p>{text.noVerdicts}</p>}
          <VerdictList checked={checked} chosen={chosen} onChoose={choose} />
          <p class="note">{text.notApplicable(countText(checked.notApplicable))}</p>
        </div>
      </div>
      <details>
        <summary>{text.record}</summary>
        <Facts
          of={[
            [text.record, <code key="r">{text.recordText(checked.record.seq, checked.record.hash)}</code>],
            [text.inputHash, <code key="h">{checked.inputHash}</code>],
            ...(checked.promptHash === null
              ? []
              : [[text.promptHash, <code key="p">{checked.promptHash}</code>] as const]),
            [
              text.versions,
              <ul key="v" class="plain-list">
                {checked.rulebooks.map(({ name, version }) => (
                  <li key={name}>
                    {name} <code>{version}</code>
                  </li>
                ))}
              </ul>,
            ],
          ]}
        />
      </details>
    </div>
  );
}

/** One fault is often that of all rules alike. Each is `rule: what`. */
function rulesByFault(faults: readonly string[]): [fault: string, rules: string[]][] {
  const rules = new Map<string, string[]>();
  for (const told of faults) {
    const end = told.indexOf(': ');
    const fault = told.slice(end + 2);
    rules.set(fault, [...(rules.get(fault) ?? []), told.slice(0, end)]);
  }
  return [...rules];
}
