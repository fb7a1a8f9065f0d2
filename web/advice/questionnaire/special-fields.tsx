/** Fields that are like no other. */

import { useAdvice } from '../texts.ts';
import { Field } from './fields.tsx';
import { useDraft } from './use-draft.ts';

export function WantedLevel() {
  const text = useAdvice();
  const { draft, set } = useDraft();
  return (
    <Field field="wantedLevel">
      <select
        value={String(draft.values.wantedLevel ?? '')}
        onChange={({ currentTarget: { value } }) => set('wantedLevel', value === '' ? '' : Number(value))}
      >
        <option value="">–</option>
        {[1, 2, 3, 4, 5].map((level) => (
          <option key={level} value={level}>
            {text.level(level)}
          </option>
        ))}
      </select>
    </Field>
  );
}

const FIELD = 'constraints.excludeSymbols';

export function SymbolsField() {
  const { draft, set } = useDraft();
  const given = draft.values[FIELD];
  const written = Array.isArray(given) ? given.join(', ') : '';
  return (
    <Field field={FIELD}>
      <input
        autocomplete="off"
        value={written}
        onChange={({ currentTarget }) =>
          set(
            FIELD,
            currentTarget.value
              .split(/[,，\s]+/)
              .map((symbol) => symbol.trim())
              .filter(Boolean),
          )
        }
      />
    </Field>
  );
}
