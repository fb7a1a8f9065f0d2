/** Goals, as many as there are; the order is the client's. */

import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import type { Priority } from '../draft.ts';
import { newGoalId } from '../draft.ts';
import { useAdvice } from '../texts.ts';
import { NumberInput } from './number-input.tsx';
import { useDraft } from './use-draft.ts';

export function GoalList({ priorities }: { priorities: readonly string[] }) {
  const text = useAdvice();
  const shown = useStore(language);
  const { draft, setGoal, setGoals } = useDraft();
  const words = text.goal;
  const [label, hint] = text.fields.goals ?? [];
  return (
    <fieldset class="field list" data-field="goals">
      <legend>{label}</legend>
      <small>{hint}</small>
      {draft.goals.map((goal, i) => (
        <div key={goal.id} class="entry">
          <label>
            {words.name}
            <input
              value={goal.name[shown]}
              onInput={({ currentTarget: { value } }) => setGoal(i, { name: { en: value, zh: value } })}
            />
          </label>
          <label>
            {words.amount}
            <NumberInput value={goal.amount} onChange={(amount) => setGoal(i, { amount })} />
          </label>
          <label>
            {words.date}
            <input
              type="date"
              value={goal.date ?? ''}
              onInput={({ currentTarget }) => setGoal(i, { date: currentTarget.value })}
            />
          </label>
          <label>
            {words.priority}
            <select
              value={goal.priority ?? ''}
              onChange={({ currentTarget }) => setGoal(i, { priority: currentTarget.value as Priority })}
            >
              <option value="">{text.choose}</option>
              {priorities.map((value) => (
                <option key={value} value={value}>
                  {text.options.priority?.[value] ?? value}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            aria-label={text.remove(goal.name[shown])}
            onClick={() => setGoals((goals) => goals.filter(({ id }) => id !== goal.id))}
          >
            ×
          </button>
        </div>
      ))}
      <button
        type="button"
        onClick={() => setGoals((goals) => [...goals, { id: newGoalId(goals), name: { en: '', zh: '' } }])}
      >
        {words.add}
      </button>
    </fieldset>
  );
}
