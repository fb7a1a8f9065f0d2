/** A search field that tells what was typed once the typing rests. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../text/use-texts.ts';

const REST_MS = 150;

interface Props {
  value: string;
  onSearch: (text: string) => void;
  label?: string;
}

export function SearchField({ value, onSearch, label }: Props) {
  const { parts } = useTexts();
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onSearch);
  tell.current = onSearch;
  useEffect(() => {
    // The address has changed by something else than typing.
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label class="search">
      {label ?? parts.search}
      <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
    </label>
  );
}
