/** The questions of each step. */

import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import type { Questionnaire } from '../api.ts';
import type { Step } from '../draft.ts';
import { useAdvice } from '../texts.ts';
import { DebtList } from './debt-list.tsx';
import { ChoiceField, ManyField, NumberField, RadioField, TextField } from './fields.tsx';
import { GoalList } from './goal-list.tsx';
import { SourceFields } from './source-fields.tsx';
import { SymbolsField, WantedLevel } from './special-fields.tsx';

interface Props {
  step: Step;
  questionnaire: Questionnaire;
}

export function StepFields({ step, questionnaire }: Props) {
  const text = useAdvice();
  const shown = useStore(language);
  const { fields, items } = questionnaire;
  const named =
    (group: string) =>
    (value: string): string =>
      text.options[group]?.[value] ?? value;
  const of = (field: string, group: string, values: readonly string[] = []) => ({
    ...{ field, values, titleOf: named(group) },
  });
  switch (step) {
    case 'client':
      return (
        <>
          <TextField field="client" />
          <TextField field="asOf" type="date" />
          <ChoiceField {...of('jurisdiction', 'jurisdiction', fields.jurisdictions)} />
          <ChoiceField {...of('clientClass', 'clientClass', fields.clientClasses)} />
          <TextField field="currency" />
          <NumberField field="age" />
          <NumberField field="dependants" />
          <ManyField {...of('vulnerability', 'vulnerability', fields.vulnerabilitySigns)} />
        </>
      );
    case 'money':
      return (
        <>
          <NumberField field="incomePerMonth" />
          <ChoiceField {...of('incomeStability', 'incomeStability', fields.incomeStability)} />
          <NumberField field="spendingPerMonth" />
          <NumberField field="reserves" />
          <NumberField field="investNow" />
          <NumberField field="investPerMonth" />
          <DebtList />
        </>
      );
    case 'goals':
      return (
        <>
          <NumberField field="horizonYears" />
          <GoalList priorities={fields.priorities ?? []} />
        </>
      );
    case 'losses':
      return (
        <>
          <ChoiceField {...of('lossesLived.largest', 'largest', fields.lossesLargest)} />
          <ChoiceField {...of('lossesLived.reaction', 'reaction', fields.reactions)} />
          <NumberField field="largestLossInYear" of={100} />
          <WantedLevel />
        </>
      );
    case 'knowledge':
      return (
        <>
          <h3 class="wide">{text.fields.knowledge?.[0]}</h3>
          {(fields.families ?? []).map((family) => (
            <RadioField
              key={family}
              {...of(`knowledge.${family}`, 'knowledge', fields.knowledgeLevels)}
              title={named('families')(family)}
            />
          ))}
          <ManyField {...of('esgExclusions', 'esgExclusions', fields.esgTopics)} />
          <NumberField field="constraints.largestWeight" of={100} />
          <SymbolsField />
        </>
      );
    case 'risk':
      return (
        <>
          {items.map(({ id, text: question, choices }) => (
            <RadioField
              key={id}
              field={`answers.${id}`}
              title={question[shown]}
              values={choices.map((choice) => choice.id)}
              titleOf={(value) => choices.find((choice) => choice.id === value)?.text[shown] ?? value}
            />
          ))}
        </>
      );
    case 'market':
      return <SourceFields questionnaire={questionnaire} />;
  }
}
