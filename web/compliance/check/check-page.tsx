/** Checking a text: what to check, and what was found. */

import { useRef } from 'preact/hooks';
import { download } from '../../parts/download.ts';
import { useQuery } from '../../state/query.ts';
import { useStore } from '../../state/store.ts';
import { useTexts } from '../../text/use-texts.ts';
import { useCompliance } from '../texts.ts';
import { CheckForm } from './check-form.tsx';
import { CheckedDetail } from './checked-detail.tsx';
import { CheckedList } from './checked-list.tsx';
import type { DoneCheck } from './kept-check.ts';
import { lastCheck } from './kept-check.ts';
import type { Asked } from './use-check.ts';
import { useCheck } from './use-check.ts';

const ofAnswer = { text: null, rule: null, passage: null, decision: null, offset: null };

export function CheckPage() {
  const text = useCompliance();
  const { parts } = useTexts();
  const [, setQuery] = useQuery();
  const done = useStore(lastCheck);
  const result = useRef<HTMLElement>(null);
  const { isBusy, failure, progress, check, stop } = useCheck();
  const start = async (asked: Asked): Promise<void> => {
    setQuery(ofAnswer, { replace: true });
    if (await check(asked)) result.current?.focus();
  };
  return (
    <>
      <h1 class="unseen">
        {text.title}: {text.tabs.check}
      </h1>
      <CheckForm {...{ isBusy, progress }} onCheck={(asked) => void start(asked)} onStop={stop} />
      {failure !== null && failure.status !== 401 && (
        <p class="failed" role="alert">
          {text.failed} {failure.status === 0 ? parts.unreachable : failure.message}
        </p>
      )}
      {done !== null && (
        <section ref={result} class="result" aria-label={text.result} tabindex={-1} aria-busy={isBusy}>
          <Result done={done} />
        </section>
      )}
    </>
  );
}

function Result({ done }: { done: DoneCheck }) {
  const text = useCompliance();
  const { data, notes } = done.answer;
  const [only] = data;
  const isOne = data.length === 1 && only !== undefined;
  return (
    <>
      <div class="result-head">
        <h2>{done.file === null ? text.result : text.file(done.file)}</h2>
        <button
          type="button"
          onClick={() =>
            download(
              'compliance-check.json',
              new Blob([JSON.stringify(done.answer, null, 2)], { type: 'application/json' }),
            )
          }
        >
          {text.download}
        </button>
      </div>
      {notes.length > 0 && (
        <p class="note">
          {text.notRead} {notes.join(' ')}
        </p>
      )}
      {isOne ? <CheckedDetail key={only.inputHash} checked={only} /> : <CheckedList of={data} />}
    </>
  );
}
