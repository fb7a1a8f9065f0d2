/** Says when the server does not answer, or wants a key. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { connection } from '../state/connection.ts';
import { apiKey } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { useTexts } from '../text/use-texts.ts';

const BACK_MS = 4000;

export function ServerNotice() {
  const { shell } = useTexts();
  const state = useStore(connection);
  const before = useRef(state);
  const [isBack, setBack] = useState(false);
  useEffect(() => {
    const wasDown = before.current === 'down';
    before.current = state;
    if (!wasDown || state === 'down') return;
    setBack(true);
    const timer = setTimeout(() => setBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <>
      <div role="status" class="server-notice" data-state={state === 'up' && isBack ? 'back' : state}>
        {state === 'down' ? shell.down : state === 'up' && isBack ? shell.back : ''}
      </div>
      {state === 'locked' && <KeyField />}
    </>
  );
}

function KeyField() {
  const { shell } = useTexts();
  const tried = useStore(apiKey);
  const [text, setText] = useState('');
  return (
    <form
      class="key-field"
      onSubmit={(event) => {
        event.preventDefault();
        apiKey.set(text.trim());
        // Whoever waits for the server asks again.
        connection.set('up');
      }}
    >
      <label>
        {tried === '' ? shell.key : shell.keyWrong}
        <input
          type="password"
          autocomplete="off"
          aria-label={shell.keyField}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={text.trim() === ''}>
        {shell.keyUse}
      </button>
    </form>
  );
}
