/** The verdicts of a text, the gravest first; the chosen one is open. */

import { DecisionBadge } from '../decision-badge.tsx';
import type { Marked } from '../passages.ts';
import { isSame } from '../passages.ts';
import { Severity } from '../rule-facts.tsx';
import type { ServedCheck } from '../shapes.ts';
import { VerdictBody } from '../verdict-body.tsx';

interface Props {
  checked: ServedCheck;
  chosen: Marked | null;
  onChoose: (marked: Marked | null) => void;
}

export function VerdictList({ checked, chosen, onChoose }: Props) {
  return (
    <ul class="verdicts">
      {checked.verdicts.map((verdict) => {
        const { rule, decision } = verdict;
        const marked = { kind: 'rule', rule: rule.id } as const;
        const isOpen = isSame(chosen, marked);
        return (
          <li key={rule.id} data-decision={decision} data-open={isOpen}>
            <button type="button" aria-expanded={isOpen} onClick={() => onChoose(isOpen ? null : marked)}>
              <DecisionBadge decision={decision} />
              <span class="title" lang={rule.language}>
                {rule.title}
              </span>
              <Severity of={rule.severity} />
            </button>
            {isOpen && <VerdictBody verdict={verdict} text={checked.text} />}
          </li>
        );
      })}
    </ul>
  );
}
