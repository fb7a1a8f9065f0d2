/** How the answers stand while they are being given: what is missing, what contradicts, the level, and what the gate says of the client. */

import { Link } from 'wouter-preact';
import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import type { Step } from '../draft.ts';
import { profileOf, stepOf, steps } from '../draft.ts';
import { FindingList } from '../finding-list.tsx';
import { draft as current } from '../kept-advice.ts';
import { LevelSummary } from '../level-summary.tsx';
import { useAdvice } from '../texts.ts';
import type { Inconsistency } from '../api.ts';
import { useStanding } from './use-standing.ts';

/** What the gate makes of contradictions, which are told beside it. */
const ofContradictions: ReadonlySet<string> = new Set(['unsettled', 'answers-doubtful']);

interface Props {
  missing: Record<Step, string[]>;
  hrefOf: (step: Step) => string;
}

export function StandingPanel({ missing, hrefOf }: Props) {
  const text = useAdvice();
  const draft = useStore(current);
  const count = steps.reduce((sum, step) => sum + missing[step].length, 0);
  const { standing, refused } = useStanding(count > 0 ? null : JSON.stringify(profileOf(draft)));
  const findings = (standing?.findings ?? []).filter(({ id }) => !ofContradictions.has(id));
  return (
    <aside class="standing panel" aria-label={text.standing}>
      <h2>{text.standing}</h2>
      <p class="note">{text.standingNote}</p>
      <div role="status">
        {count > 0 && <p>{text.missing(count)}.</p>}
        {refused !== null && (
          <p class="fault">
            {text.notValid} {refused}
          </p>
        )}
        {standing !== null && <LevelSummary risk={standing.risk} />}
        {standing !== null && <Inconsistencies of={standing.inconsistencies} hrefOf={hrefOf} />}
        {findings.length > 0 && (
          <>
            <h3>{text.clientFindings}</h3>
            <FindingList of={findings} />
          </>
        )}
      </div>
    </aside>
  );
}

interface InconsistenciesProps {
  of: readonly Inconsistency[];
  hrefOf: (step: Step) => string;
}

function Inconsistencies({ of, hrefOf }: InconsistenciesProps) {
  const text = useAdvice();
  const shown = useStore(language);
  if (of.length === 0) return <p>✓ {text.consistent}</p>;
  return (
    <>
      <h3>{text.inconsistent}</h3>
      <ul class="findings">
        {of.map(({ id, weight, text: said, answers }) => {
          const places = [...new Set(answers.map(stepOf))].filter((step) => step !== null);
          return (
            <li key={id} data-decision={weight === 'settle' ? 'refuse' : 'caution'}>
              <b>{text.weights[weight]}</b> {said[shown]}{' '}
              {places.map((step) => (
                <Link key={step} href={hrefOf(step)}>
                  {text.toStep(text.steps[step])}
                </Link>
              ))}
            </li>
          );
        })}
      </ul>
    </>
  );
}
