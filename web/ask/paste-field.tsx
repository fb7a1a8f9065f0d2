/** A field for a table or text from the clipboard. */

import { useState } from 'preact/hooks';
import { useTexts } from '../text/use-texts.ts';

export function PasteField({ onPaste }: { onPaste: (text: string) => void }) {
  const { ask } = useTexts();
  const [text, setText] = useState('');
  return (
    <details class="paste">
      <summary>{ask.paste}</summary>
      <textarea
        rows={6}
        aria-label={ask.pasteField}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button
        type="button"
        disabled={text.trim() === ''}
        onClick={() => {
          onPaste(text);
          setText('');
        }}
      >
        {ask.pasteAdd}
      </button>
    </details>
  );
}
