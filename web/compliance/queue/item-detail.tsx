/** One item of the queue: what was found and where, what an officer makes of it, and everything that was done with it. */

import { useMemo, useState } from 'preact/hooks';
import { Facts } from '../../parts/facts.tsx';
import { Shown } from '../../parts/shown.tsx';
import { useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { timeText } from '../../text/numbers.ts';
import { itemRequest, markedIn } from '../addresses.ts';
import { DecisionBadge } from '../decision-badge.tsx';
import { ManipulationList } from '../manipulation-list.tsx';
import { MarkedText } from '../marked-text.tsx';
import type { Marked } from '../passages.ts';
import { passagesIn } from '../passages.ts';
import { RuleFactsList } from '../rule-facts.tsx';
import type { QueueItem } from '../shapes.ts';
import { useCompliance } from '../texts.ts';
import { VerdictBody } from '../verdict-body.tsx';
import { DecisionForm } from './decision-form.tsx';
import { History } from './history.tsx';

interface Props {
  batch: string;
  item: string;
  /** To the item before or after it. */
  onGo: (by: 1 | -1) => void;
  /** Something was decided. */
  onDone: () => void;
}

export function ItemDetail({ batch, item, onGo, onDone }: Props) {
  const read = useResource<QueueItem>(itemRequest(batch, item));
  // What the server made of an act, until it is read again.
  const [acted, setActed] = useState<QueueItem | null>(null);
  return (
    <div aria-busy={read.isLoading}>
      <Shown of={read}>
        {(first) => (
          <Item
            item={acted ?? first}
            onGo={onGo}
            onActed={(now) => {
              setActed(now);
              onDone();
            }}
            onChanged={() => {
              setActed(null);
              read.again();
            }}
          />
        )}
      </Shown>
    </div>
  );
}

interface ItemProps {
  item: QueueItem;
  onGo: (by: 1 | -1) => void;
  onActed: (now: QueueItem) => void;
  onChanged: () => void;
}

function Item({ item, onGo, onActed, onChanged }: ItemProps) {
  const words = useCompliance();
  const [query, setQuery] = useQuery();
  const { rule, found, text, decision, state, manipulations, fault } = item;
  const passages = useMemo(
    () => (text.text === null ? [] : passagesIn(text.text, found === null ? [] : [found], manipulations)),
    [item],
  );
  const passage = query.passage === undefined ? null : markedIn({ passage: query.passage });
  const chosen: Marked = passage ?? { kind: 'rule', rule: rule.id };
  const choose = (marked: Marked): void =>
    setQuery(
      { passage: marked.kind === 'manipulation' ? String(marked.index + 1) : null },
      { replace: true },
    );
  return (
    <>
      <h2 lang={found?.rule.language}>{found?.rule.title ?? rule.id}</h2>
      <p class="whole" data-decision={decision}>
        <DecisionBadge decision={decision} /> ·{' '}
        <b class="state" data-state={state}>
          {words.states[state]}
        </b>
        {item.assignee !== null && ` · ${item.assignee}`}
      </p>
      <Facts
        of={[
          [words.text, text.id],
          ...(text.sender === undefined ? [] : [[words.sender, text.sender] as const]),
          ...(text.time === undefined ? [] : [[words.time, text.time] as const]),
        ]}
      />
      {fault !== null && <p class="failed">{fault}</p>}
      {text.text === null ? (
        <p class="note">{words.notKept}</p>
      ) : (
        <MarkedText {...{ text: text.text, language: text.language, passages, chosen }} onChoose={choose} />
      )}
      {found === null ? <RuleFactsList rule={rule} /> : <VerdictBody verdict={found} text={text.text} />}
      <DecisionForm item={item} {...{ onGo, onActed, onChanged }} />
      <ManipulationList of={manipulations} chosen={chosen} onChoose={choose} />
      <h3>{words.history}</h3>
      <History item={item} />
      <details>
        <summary>{words.record}</summary>
        <Facts
          of={[
            [words.record, <code key="r">{words.recordText(item.record.seq, item.record.hash)}</code>],
            [words.time, timeText(item.record.time)],
            [words.inputHash, <code key="h">{text.hash}</code>],
          ]}
        />
      </details>
    </>
  );
}
