/** What the suitability gate refuses or cautions about, with the rule it goes by. */

import { language } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { addressOf } from '../state/query.ts';
import { valueText } from '../text/numbers.ts';
import { Link } from 'wouter-preact';
import type { Finding } from './api.ts';
import { useAdvice } from './texts.ts';

const forms = (value: number | string): string => (typeof value === 'number' ? valueText(value) : value);

export function FindingList({ of }: { of: readonly Finding[] }) {
  const text = useAdvice();
  const shown = useStore(language);
  return (
    <ul class="findings">
      {of.map((finding, i) => {
        const { decision, stage, product, rule, value, limit, text: said } = finding;
        const about = product ?? (stage === 'portfolio' ? text.aboutPortfolio : text.aboutClient);
        return (
          <li key={i} data-decision={decision}>
            <b>{text.gateDecision[decision]}</b> · {about}: {said[shown]}{' '}
            <span class="note">
              {text.foundLimit(forms(value), forms(limit))} · {text.rule}:{' '}
              {rule === null ? (
                text.noRule
              ) : (
                <Link href={addressOf('/compliance/rules', { rule: rule.id })}>{rule.citation}</Link>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
