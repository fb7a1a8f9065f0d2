/** What the suitability gate refuses or cautions about, with the rule it goes by. */

import { language } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { addressOf } from '../state/query.ts';
import type { AdviceTexts } from '../text/advice.en.ts';
import { Link } from 'wouter-preact';
import type { SaidFinding } from './api.ts';
import { stepOf } from './draft.ts';
import { useAdvice } from './texts.ts';

export function FindingList({ of }: { of: readonly SaidFinding[] }) {
  const text = useAdvice();
  const shown = useStore(language);
  return (
    <ul class="findings">
      {of.map((finding, i) => {
        const { decision, stage, product, rule, found, bound, answer, text: said } = finding;
        const step = stage === 'client' ? stepOf(answer) : null;
        const about = product ?? (stage === 'portfolio' ? text.aboutPortfolio : text.aboutClient);
        return (
          <li key={i} data-decision={decision}>
            <b>{text.gateDecision[decision]}</b> · {about}: {said[shown]}{' '}
            <span class="note">
              {foundText(found[shown], bound[shown], text)}
              {text.rule}:{' '}
              {rule === null ? (
                text.noRule
              ) : (
                <Link href={addressOf('/compliance/rules', { rule: rule.id })}>{rule.citation}</Link>
              )}
            </span>{' '}
            {step !== null && (
              <Link href={addressOf('/advice', { step })}>{text.toStep(text.steps[step])}</Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** In front of the rule; empty where the text says it. */
function foundText(found: string, bound: string, text: AdviceTexts): string {
  if (found === '') return '';
  return `${bound === '' ? text.foundOnly(found) : text.foundLimit(found, bound)} · `;
}
