/** Why questions went where they went, by count; each leads to its rows. */

import { Link } from 'wouter-preact';
import type { SourceFunnel } from '../../src/data/build/funnel.ts';
import type { DataFilter } from '../../src/inspect/shapes.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowsAddress } from './addresses.ts';
import { reasonKinds, reasonsOf } from './funnel.ts';
import type { ReasonKind } from './funnel.ts';
import { reasonText } from './reason-text.ts';

interface Props {
  run: string;
  counts: SourceFunnel;
  source: string | undefined;
}

export function ReasonLists({ run, counts, source }: Props) {
  const { data: text } = useTexts();
  const lists = reasonKinds
    .map((kind) => ({ kind, entries: reasonsOf(counts, kind) }))
    .filter(({ entries }) => entries.length > 0);
  if (lists.length === 0) return null;
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons" tabindex={-1}>
        {text.reasons}
      </h2>
      <div class="reasons">
        {lists.map(({ kind, entries }) => {
          const most = Math.max(...entries.map(([, count]) => count));
          return (
            <section key={kind} aria-label={text.reasonTitles[kind]}>
              <h3>{text.reasonTitles[kind]}</h3>
              {kind === 'criteriaMissed' && <p class="note">{text.criteriaNote}</p>}
              <ul>
                {entries.map(([reason, count]) => (
                  <li key={reason}>
                    <Link href={rowsAddress(run, { ...rowsBehind(kind, reason), source })}>
                      <span>
                        {kind === 'criteriaMissed'
                          ? (text.words.criteria[reason] ?? reason)
                          : reasonText(reason, text.words)}
                      </span>{' '}
                      <b>{countText(count)}</b>
                    </Link>
                    <i aria-hidden="true" style={{ width: `${((100 * count) / most).toFixed(2)}%` }} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </section>
  );
}

/** Rows left out before asking lie in several files. A missed criterion is a part of the reason. */
function rowsBehind(kind: ReasonKind, reason: string): DataFilter {
  switch (kind) {
    case 'rlReasons':
      return { set: 'rl', reason };
    case 'dropReasons':
      return { set: 'dropped', reason };
    case 'setAsideReasons':
      return { set: 'set-aside', reason };
    case 'excludedReasons':
      return { reason };
    case 'criteriaMissed':
      return { search: reason };
  }
}
