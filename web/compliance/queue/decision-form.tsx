/** What an officer makes of an item: accept it, overrule it with a reason, or give it to somebody. Each has a key. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useStore } from '../../state/store.ts';
import type { QueueItem } from '../shapes.ts';
import { useCompliance } from '../texts.ts';
import { AcceptFields, AssignFields, OverruleFields } from './act-fields.tsx';
import type { Act } from './use-acts.ts';
import { officer, useActs } from './use-acts.ts';

interface Props {
  item: QueueItem;
  onGo: (by: 1 | -1) => void;
  onActed: (now: QueueItem) => void;
  /** Somebody else has acted: the item is to be read again. */
  onChanged: () => void;
}

export function DecisionForm({ item, onGo, onActed, onChanged }: Props) {
  const text = useCompliance();
  const by = useStore(officer);
  const [open, setOpen] = useState<'accept' | 'overrule' | 'assign' | null>(null);
  const [isNameMissing, setNameMissing] = useState(false);
  const { isBusy, failure, act } = useActs(item, onActed);
  const name = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const isChanged = failure?.code === 'changed';
  const isReasonMissing = failure?.code === 'reason';
  useEffect(() => {
    if (isChanged) onChanged();
    if (isReasonMissing) setOpen('accept');
  }, [failure]);
  const start = (what: 'accept' | 'overrule' | 'assign'): void => {
    if (officer.get().trim() === '') {
      setNameMissing(true);
      name.current?.focus();
    } else if (what === 'accept') void record({ act: 'accept' });
    else setOpen(what);
  };
  const record = async (what: Act): Promise<void> => {
    if (!(await act(what))) return;
    setOpen(null);
    place.current?.closest<HTMLElement>('.item')?.focus({ preventScroll: true });
  };
  useKeys({
    a: () => start('accept'),
    o: () => start('overrule'),
    s: () => start('assign'),
    n: () => onGo(1),
    p: () => onGo(-1),
  });
  return (
    <div ref={place} class="decision-form panel">
      <label>
        {text.officer}
        <input
          ref={name}
          autocomplete="name"
          value={by}
          aria-invalid={isNameMissing && by.trim() === ''}
          onInput={({ currentTarget }) => officer.set(currentTarget.value)}
        />
      </label>
      <div class="acts">
        <button
          type="button"
          class="primary"
          aria-keyshortcuts="a"
          disabled={isBusy}
          title={text.acceptNote}
          onClick={() => start('accept')}
        >
          {text.accept}
        </button>
        <button
          type="button"
          aria-keyshortcuts="o"
          aria-expanded={open === 'overrule'}
          disabled={isBusy}
          onClick={() => start('overrule')}
        >
          {text.overrule}
        </button>
        <button
          type="button"
          aria-keyshortcuts="s"
          aria-expanded={open === 'assign'}
          disabled={isBusy}
          onClick={() => start('assign')}
        >
          {text.assign}
        </button>
        <span class="go">
          <button type="button" aria-keyshortcuts="p" onClick={() => onGo(-1)}>
            {text.previous}
          </button>{' '}
          <button type="button" aria-keyshortcuts="n" onClick={() => onGo(1)}>
            {text.next}
          </button>
        </span>
      </div>
      {isNameMissing && by.trim() === '' && (
        <p class="fault" role="alert">
          {text.officerMissing}
        </p>
      )}
      {failure !== null && !isReasonMissing && (
        <p class="fault" role="alert">
          {isChanged ? text.changed : failure.message}
        </p>
      )}
      {open === 'accept' && <AcceptFields {...{ isBusy }} onRecord={record} onCancel={() => setOpen(null)} />}
      {open === 'overrule' && (
        <OverruleFields {...{ isBusy }} onRecord={record} onCancel={() => setOpen(null)} />
      )}
      {open === 'assign' && <AssignFields {...{ isBusy }} onRecord={record} onCancel={() => setOpen(null)} />}
      <p class="note">{text.keys}</p>
    </div>
  );
}

/** Keys by themselves, except where something is written or chosen; a held Ctrl, Alt or ⌘ is the browser's. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const now = useRef(keys);
  now.current = keys;
  // With the form itself: a key that is pressed as soon as it is seen must not be lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      // Only from the queue itself: a letter elsewhere on the page decides nothing.
      if (target.closest('.queue-page') === null || target.closest('input, textarea, select') !== null)
        return;
      const act = now.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
