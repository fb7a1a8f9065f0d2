/** Fields of the questionnaire, each by its place in the profile. */

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useAdvice } from '../texts.ts';
import { NumberInput } from './number-input.tsx';
import { useDraft } from './use-draft.ts';

export function Field({ field, children }: { field: string; children: ComponentChildren }) {
  const [label = field, hint] = useAdvice().fields[field] ?? [];
  return (
    <label class="field" data-field={field}>
      <span>{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

export function TextField({ field, type = 'text' }: { field: string; type?: 'text' | 'date' }) {
  const { draft, set } = useDraft();
  return (
    <Field field={field}>
      <input
        type={type}
        autocomplete="off"
        value={String(draft.values[field] ?? '')}
        onInput={({ currentTarget }) => set(field, currentTarget.value)}
      />
    </Field>
  );
}

/** @param of Times the value is written: 100 for a share in per cent. */
export function NumberField({ field, of = 1 }: { field: string; of?: number }) {
  const { draft, set } = useDraft();
  const value = draft.values[field];
  return (
    <Field field={field}>
      <NumberInput
        value={typeof value === 'number' ? value : undefined}
        of={of}
        onChange={(next) => set(field, next ?? '')}
      />
    </Field>
  );
}

interface ChoiceProps {
  field: string;
  values: readonly string[];
  titleOf: (value: string) => string;
}

export function ChoiceField({ field, values, titleOf }: ChoiceProps) {
  const text = useAdvice();
  const { draft, set } = useDraft();
  return (
    <Field field={field}>
      <select
        value={String(draft.values[field] ?? '')}
        onChange={({ currentTarget }) => set(field, currentTarget.value)}
      >
        <option value="">{text.choose}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {titleOf(value)}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** One of a few, all to be seen. */
export function RadioField({ field, values, titleOf, title }: ChoiceProps & { title: string }) {
  const { draft, set } = useDraft();
  const name = useId();
  return (
    <fieldset class="field radios" data-field={field}>
      <legend>{title}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={draft.values[field] === value}
            onChange={() => set(field, value)}
          />{' '}
          {titleOf(value)}
        </label>
      ))}
    </fieldset>
  );
}

export function ManyField({ field, values, titleOf }: ChoiceProps) {
  const [label = field, hint] = useAdvice().fields[field] ?? [];
  const { draft, set } = useDraft();
  const given = draft.values[field];
  const chosen = Array.isArray(given) ? (given as readonly string[]) : [];
  return (
    <fieldset class="field radios" data-field={field}>
      <legend>{label}</legend>
      {hint !== undefined && <small>{hint}</small>}
      {values.map((value) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) =>
              set(field, currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />{' '}
          {titleOf(value)}
        </label>
      ))}
    </fieldset>
  );
}
