/** A field for a number, empty where there is none. */

import { useEffect, useState } from 'preact/hooks';

interface Props {
  value: number | undefined;
  /** Times the value is written: 100 for a share in per cent. */
  of?: number;
  onChange: (value: number | undefined) => void;
  label?: string;
}

export function NumberInput({ value, of = 1, onChange, label }: Props) {
  const written = value === undefined ? '' : String(Number((value * of).toPrecision(12)));
  const [text, setText] = useState(written);
  // Something else has changed it; what is being written (`1.`) stays as it is.
  useEffect(() => {
    if (readNumber(text, of) !== value) setText(written);
  }, [value]);
  return (
    <input
      type="text"
      inputmode="decimal"
      autocomplete="off"
      aria-label={label}
      aria-invalid={text.trim() !== '' && readNumber(text, of) === undefined}
      value={text}
      onInput={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(readNumber(currentTarget.value, of));
      }}
    />
  );
}

/** Also `12,000` and `12 000`. Undefined: no number. */
export function readNumber(text: string, of: number): number | undefined {
  const plain = text.trim().replace(/(?<=\d)[, ](?=\d{3}(?!\d))/g, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number((Number(plain) / of).toPrecision(12)) : undefined;
}
