/** A choice among a few values, or all of them. */

import { useTexts } from '../text/use-texts.ts';

interface Props {
  label: string;
  /** '' stands for all. */
  value: string;
  options: readonly { value: string; title?: string }[];
  onChoose: (value: string) => void;
  /** What the choice of all is called. */
  allTitle?: string;
  /** Without the choice of all. */
  isRequired?: boolean;
}

export function Choice({ label, value, options, onChoose, allTitle, isRequired = false }: Props) {
  const { parts } = useTexts();
  return (
    <label class="choice">
      {label}
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {!isRequired && <option value="">{allTitle ?? parts.all}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title ?? option.value}
          </option>
        ))}
      </select>
    </label>
  );
}
