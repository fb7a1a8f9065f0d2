/** A number to filter by; taken once the field is left or Enter is pressed, for 1 is on the way to 12. */

import { useEffect, useState } from 'preact/hooks';

interface Props {
  label: string;
  /** '' stands for none. */
  value: string;
  onChoose: (value: string) => void;
  placeholder?: string;
  isWhole?: boolean;
}

export function NumberField({ label, value, onChoose, placeholder, isWhole = true }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const take = (): void => {
    const number = Number(text);
    // What is no number asks for nothing.
    const taken = text.trim() === '' || !Number.isFinite(number) ? '' : String(number);
    setText(taken);
    if (taken !== value) onChoose(taken);
  };
  return (
    <label>
      {label}
      <input
        type="text"
        inputmode={isWhole ? 'numeric' : 'decimal'}
        value={text}
        placeholder={placeholder}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === 'Enter') take();
        }}
      />
    </label>
  );
}
