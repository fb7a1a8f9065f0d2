/** An officer's queue: what a batch found, by choice, and the chosen item to decide on. */

import { useEffect, useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { FoundRows } from '../../parts/found-rows.tsx';
import { ListDetail } from '../../parts/list-detail.tsx';
import { addressOf, useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { countText } from '../../text/numbers.ts';
import { queueRequest } from '../addresses.ts';
import { DecisionBadge } from '../decision-badge.tsx';
import { Severity } from '../rule-facts.tsx';
import type { QueueItem, QueuePage as Page } from '../shapes.ts';
import { useCompliance } from '../texts.ts';
import { BatchExports } from './batch-exports.tsx';
import { ItemDetail } from './item-detail.tsx';
import { QueueFilters } from './queue-filters.tsx';

const LIMIT = 50;

export function QueuePage({ batch }: { batch: string }) {
  const text = useCompliance();
  const [query, setQuery] = useQuery();
  const [path, navigate] = useLocation();
  const offset = Math.max(0, Number.parseInt(query.offset ?? '', 10) || 0);
  const page = useResource<Page>(queueRequest(batch, query, offset, LIMIT));
  const chosen = query.item ?? null;
  const hrefOf = (item: string | undefined): string =>
    addressOf(path, { ...query, item, passage: undefined });
  const items = page.data?.items ?? [];
  // An item that was decided may leave the list: the next one then stands where it stood.
  const place = useRef(0);
  const detail = useRef<HTMLDivElement>(null);
  const at = items.findIndex(({ id }) => id === chosen);
  useEffect(() => {
    if (at >= 0) place.current = at;
  }, [at]);
  const go = (by: 1 | -1): void => {
    const to = at >= 0 ? at + by : by > 0 ? place.current : place.current - 1;
    const item = items[to];
    if (item === undefined) return;
    navigate(hrefOf(item.id));
    // What was decided on is gone from the page; its keys go on from here.
    detail.current?.focus({ preventScroll: true });
  };
  return (
    <div class="queue-page">
      <p class="ways">
        <Link href="/compliance/queue">{text.allBatches}</Link>
        <BatchExports batch={batch} />
      </p>
      <h1>{text.queueOf(batch === 'served' ? text.served : batch)}</h1>
      <QueueFilters
        query={query}
        page={page.data}
        onChange={(patch, options) =>
          setQuery({ ...patch, offset: null, item: null, passage: null }, options)
        }
      />
      <ListDetail
        chosen={chosen}
        label={text.chosenItem}
        back={{ href: hrefOf(undefined), text: text.back }}
        list={
          <FoundRows
            of={page}
            said={({ total }) =>
              total === 0 ? text.noItems : total === 1 ? text.foundOne : text.found(countText(total))
            }
            label={text.items}
            keyOf={({ id }: QueueItem) => id}
            {...{ hrefOf, chosen, offset }}
            limit={LIMIT}
            onMove={(next) => setQuery({ offset: next === 0 ? null : String(next), item: null })}
          >
            {(item: QueueItem) => <ItemHead item={item} />}
          </FoundRows>
        }
      >
        {chosen !== null && (
          <div ref={detail} class="item" tabindex={-1}>
            <ItemDetail key={chosen} batch={batch} item={chosen} onGo={go} onDone={page.again} />
          </div>
        )}
      </ListDetail>
    </div>
  );
}

function ItemHead({ item }: { item: QueueItem }) {
  const text = useCompliance();
  const { rule, decision, state, assignee, found, text: of } = item;
  const [quote] = found?.quotes ?? [];
  return (
    <>
      <span class="asked">{quote?.text ?? of.text?.slice(0, 200) ?? of.id}</span>
      <span class="told">
        <DecisionBadge decision={decision} />
        <Severity of={rule.severity} />
        <span>{found?.rule.title ?? rule.id}</span>
        <span>
          {text.states[state]}
          {assignee !== null && ` · ${assignee}`}
        </span>
        {of.sender !== undefined && <span>{of.sender}</span>}
      </span>
    </>
  );
}
