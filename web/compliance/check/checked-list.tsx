/** Several texts of one file: those of a decision, and the chosen one beside them. */

import { useLocation } from 'wouter-preact';
import { Choice } from '../../parts/choice.tsx';
import { ListDetail } from '../../parts/list-detail.tsx';
import { Pager } from '../../parts/pager.tsx';
import { RowList } from '../../parts/row-list.tsx';
import { addressOf, useQuery } from '../../state/query.ts';
import { countText } from '../../text/numbers.ts';
import { DecisionBadge } from '../decision-badge.tsx';
import type { ServedCheck, Decision } from '../shapes.ts';
import { useCompliance } from '../texts.ts';
import { CheckedDetail } from './checked-detail.tsx';

const LIMIT = 50;
const decisions: readonly Decision[] = ['breach', 'needs review', 'compliant', 'not applicable'];

export function CheckedList({ of }: { of: readonly ServedCheck[] }) {
  const text = useCompliance();
  const [query, setQuery] = useQuery();
  const [path] = useLocation();
  const wanted = of.filter(({ decision }) => query.decision === undefined || decision === query.decision);
  // The gravest first, and in the order of the file among their like.
  const sorted = decisions.flatMap((decision) => wanted.filter((one) => one.decision === decision));
  const offset = Math.max(0, Number.parseInt(query.offset ?? '', 10) || 0);
  const chosen = of.find(({ id }) => id === query.text);
  const hrefOf = (id: string | undefined): string =>
    addressOf(path, { ...query, text: id, rule: undefined, passage: undefined });
  return (
    <>
      <div class="filters">
        <Choice
          label={text.decisionChoice}
          value={query.decision ?? ''}
          options={decisions
            .map((value) => ({ value, count: of.filter(({ decision }) => decision === value).length }))
            .filter(({ count }) => count > 0)
            .map(({ value, count }) => ({
              value,
              title: text.ofDecision(text.decision[value], countText(count)),
            }))}
          onChoose={(decision) => setQuery({ decision, offset: null, text: null, rule: null, passage: null })}
        />
      </div>
      <p class="note" role="status">
        {text.textsFound(countText(of.length), countText(sorted.length))}
      </p>
      <ListDetail
        chosen={chosen?.id ?? null}
        label={text.chosenText}
        back={{ href: hrefOf(undefined), text: text.back }}
        list={
          <>
            <RowList
              items={sorted.slice(offset, offset + LIMIT)}
              label={text.texts}
              keyOf={({ id }) => id}
              hrefOf={({ id }) => hrefOf(id)}
              chosen={chosen?.id ?? null}
            >
              {({ id, decision, sender, text: content }) => (
                <>
                  <span class="asked">{content.slice(0, 200)}</span>
                  <span class="told">
                    <DecisionBadge decision={decision} />
                    <span>{id}</span>
                    {sender !== undefined && <span>{sender}</span>}
                  </span>
                </>
              )}
            </RowList>
            {sorted.length > LIMIT && (
              <Pager
                {...{ offset, limit: LIMIT, total: sorted.length }}
                onMove={(next) => setQuery({ offset: next === 0 ? null : String(next), text: null })}
              />
            )}
          </>
        }
      >
        {chosen !== undefined && (
          <>
            <h2>{chosen.id}</h2>
            <CheckedDetail key={chosen.id} checked={chosen} />
          </>
        )}
      </ListDetail>
    </>
  );
}
