/** Debts, as many as there are. */

import { useAdvice } from '../texts.ts';
import { NumberInput } from './number-input.tsx';
import { useDraft } from './use-draft.ts';

export function DebtList() {
  const text = useAdvice();
  const { draft, setDebt, setDebts } = useDraft();
  const words = text.debt;
  return (
    <fieldset class="field list" data-field="debts">
      <legend>{text.fields.debts?.[0]}</legend>
      {draft.debts.map((debt, i) => (
        <div key={i} class="entry">
          <label>
            {words.name}
            <input
              value={debt.name}
              onInput={({ currentTarget }) => setDebt(i, { name: currentTarget.value })}
            />
          </label>
          <label>
            {words.amount}
            <NumberInput value={debt.amount} onChange={(amount) => setDebt(i, { amount })} />
          </label>
          <label>
            {words.interestRate}
            <NumberInput
              value={debt.interestRate}
              of={100}
              onChange={(interestRate) => setDebt(i, { interestRate })}
            />
          </label>
          <label>
            {words.monthlyPayment}
            <NumberInput
              value={debt.monthlyPayment}
              onChange={(monthlyPayment) => setDebt(i, { monthlyPayment })}
            />
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={debt.secured}
              onChange={({ currentTarget }) => setDebt(i, { secured: currentTarget.checked })}
            />{' '}
            {words.secured}
          </label>
          <button
            type="button"
            aria-label={text.remove(debt.name)}
            onClick={() => setDebts((debts) => debts.filter((_, other) => other !== i))}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" onClick={() => setDebts((debts) => [...debts, { name: '', secured: false }])}>
        {words.add}
      </button>
    </fieldset>
  );
}
