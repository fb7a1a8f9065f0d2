/** The question, and the ways to ask and to stop. */

import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { useTexts } from '../text/use-texts.ts';

interface Props {
  isWriting: boolean;
  canAsk: boolean;
  field: Ref<HTMLTextAreaElement>;
  onAsk: (question: string) => void;
  onStop: () => void;
}

export function Composer({ isWriting, canAsk, field, onAsk, onStop }: Props) {
  const { ask } = useTexts();
  const [text, setText] = useState('');
  const submit = (): void => {
    if (text.trim() === '' || !canAsk || isWriting) return;
    onAsk(text.trim());
    setText('');
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label>
        <span class="unseen">{ask.question}</span>
        <textarea
          ref={field}
          rows={2}
          placeholder={ask.questionHint}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={(event) => {
            // Enter also ends the choice of a Chinese character.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
      </label>
      {/* Two elements: one that became a submit button within its click would send what is typed next. */}
      {isWriting ? (
        <button key="stop" type="button" onClick={onStop}>
          {ask.stop}
        </button>
      ) : (
        <button key="send" type="submit" class="primary" disabled={!canAsk || text.trim() === ''}>
          {ask.send}
        </button>
      )}
    </form>
  );
}
