/** The questionnaire, a step at a time, and beside it how the answers stand. */

import { useEffect, useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { Shown } from '../../parts/shown.tsx';
import { addressOf, useQuery } from '../../state/query.ts';
import { language } from '../../state/preferences.ts';
import { useResource } from '../../state/resource.ts';
import { useStore } from '../../state/store.ts';
import type { Questionnaire } from '../api.ts';
import { questionnaireApi } from '../api.ts';
import type { Step } from '../draft.ts';
import { draftOf, missingIn, steps } from '../draft.ts';
import { draft as current, lastAdvice, newDraft, sources } from '../kept-advice.ts';
import { useAdvice } from '../texts.ts';
import { Compute } from './compute.tsx';
import { StandingPanel } from './standing-panel.tsx';
import { StepFields } from './step-fields.tsx';

export function QuestionnairePage() {
  const text = useAdvice();
  const read = useResource<Questionnaire>(questionnaireApi);
  return (
    <>
      <h1>{text.title}</h1>
      <p>{text.lead}</p>
      <Shown of={read}>{(questionnaire) => <Steps questionnaire={questionnaire} />}</Shown>
    </>
  );
}

function Steps({ questionnaire }: { questionnaire: Questionnaire }) {
  const text = useAdvice();
  const shown = useStore(language);
  const draft = useStore(current);
  const done = useStore(lastAdvice);
  const [query] = useQuery();
  const [path, navigate] = useLocation();
  const place = useRef<HTMLFieldSetElement>(null);
  const step: Step = steps.find((one) => one === query.step) ?? 'client';
  const missing = missingIn(draft, questionnaire.fields.families ?? [], questionnaire.items);
  const count = steps.reduce((sum, one) => sum + missing[one].length, 0);
  const next = steps[steps.indexOf(step) + 1];
  const hrefOf = (one: Step): string => addressOf(path, { step: one });
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) place.current?.focus();
    before.current = step;
  }, [step]);
  return (
    <>
      <div class="filters">
        <label>
          {text.examples}
          <select
            value=""
            onChange={({ currentTarget: { value } }) => {
              const example = questionnaire.examples[Number(value)];
              if (value === '' || example === undefined) return;
              current.set(draftOf(example.profile));
              sources.set({
                ...sources.get(),
                ...{ market: { id: example.market }, products: { id: example.products } },
              });
            }}
          >
            <option value="">–</option>
            {questionnaire.examples.map(({ name }, i) => (
              <option key={i} value={i}>
                {name[shown]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => current.set(newDraft())}>
          {text.clear}
        </button>
        {done !== null && <Link href="/advice/result">{text.toResult}</Link>}
      </div>
      <nav class="steps" aria-label={text.stepsLabel}>
        {steps.map((one) => {
          const open = missing[one].length;
          const name = text.steps[one];
          return (
            <Link
              key={one}
              href={hrefOf(one)}
              aria-current={one === step ? 'step' : undefined}
              aria-label={open === 0 ? text.stepDone(name) : text.stepOpen(name, open)}
              data-open={open > 0}
            >
              {name} <span aria-hidden="true">{open === 0 ? '✓' : open}</span>
            </Link>
          );
        })}
      </nav>
      <div class="questionnaire">
        <form
          class="panel"
          onSubmit={(event) => {
            event.preventDefault();
            if (next !== undefined) navigate(hrefOf(next));
          }}
        >
          <fieldset ref={place} class="step" tabindex={-1} data-step={step}>
            <legend>{text.steps[step]}</legend>
            <StepFields key={step} step={step} questionnaire={questionnaire} />
          </fieldset>
          {next === undefined ? (
            <Compute questionnaire={questionnaire} missing={count} />
          ) : (
            <button type="submit">{text.next}</button>
          )}
          <p class="note">{text.kept}</p>
        </form>
        <StandingPanel missing={missing} hrefOf={hrefOf} />
      </div>
    </>
  );
}
