/** The questions that only one of both models got right, and the one that is looked at. */

import { useLocation } from 'wouter-preact';
import type { EvaluationComparison, Flip } from '../../src/inspect/shapes.ts';
import { Choice } from '../parts/choice.tsx';
import { ListDetail } from '../parts/list-detail.tsx';
import { Pager } from '../parts/pager.tsx';
import { RowList } from '../parts/row-list.tsx';
import { addressOf, useQuery } from '../state/query.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { FLIPS } from './compare-page.tsx';
import { FlipDetail } from './flip-detail.tsx';
import { TOTAL } from './matrix-order.ts';

interface Props {
  comparison: EvaluationComparison;
  offset: number;
}

const keyOf = ({ a, b }: Flip): string => `${a.row}-${b.row}`;

export function FlipList({ comparison, offset }: Props) {
  const { evaluate: text } = useTexts();
  const [query, setQuery] = useQuery();
  const [path] = useLocation();
  const { a, b, tests, flips } = comparison;
  const chosen = query.row ?? null;
  const hrefOf = (row: string | undefined): string => addressOf(path, { ...query, row });
  const benchmarks = tests.filter(({ benchmark }) => benchmark !== TOTAL);
  return (
    <>
      <h2>{text.flips}</h2>
      {benchmarks.length > 1 && (
        <div class="filters">
          <Choice
            label={text.benchmarkChoice}
            value={query.benchmark ?? ''}
            options={benchmarks.map(({ benchmark, onlyA, onlyB }) => ({
              value: benchmark,
              title: text.option(benchmark, countText(onlyA + onlyB)),
            }))}
            onChoose={(benchmark) => setQuery({ benchmark, offset: null, row: null })}
          />
        </div>
      )}
      <ListDetail
        chosen={chosen}
        label={text.flip}
        back={{ href: hrefOf(undefined), text: text.back }}
        list={
          <>
            <p class="note" role="status">
              {flips.total === 0 ? text.noFlips : text.flipsCount(flips.total, countText(flips.total))}
            </p>
            <RowList
              items={flips.items}
              label={text.flips}
              keyOf={keyOf}
              hrefOf={(flip) => hrefOf(keyOf(flip))}
              chosen={chosen}
            >
              {(flip) => <FlipHead flip={flip} />}
            </RowList>
            {flips.total > FLIPS && (
              <Pager
                offset={offset}
                limit={FLIPS}
                total={flips.total}
                onMove={(next) => setQuery({ offset: next === 0 ? null : String(next), row: null })}
              />
            )}
          </>
        }
      >
        {chosen !== null && <FlipDetail a={a} b={b} rows={chosen} />}
      </ListDetail>
    </>
  );
}

function FlipHead({ flip: { benchmark, question, questionId, gold, right } }: { flip: Flip }) {
  const { evaluate: text } = useTexts();
  return (
    <>
      <span class="asked">{question === '' ? questionId : question}</span>{' '}
      <span class="told">
        <b data-side={right}>{text.right(right === 'a' ? text.sideA : text.sideB)}</b>{' '}
        {gold !== null && <span>{text.gold(gold)}</span>} <span>{benchmark}</span>
      </span>
    </>
  );
}
