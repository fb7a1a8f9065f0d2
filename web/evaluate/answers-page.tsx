/** Each answer of a model: by benchmark, outcome and words; the chosen one checked. */

import { Link, useLocation } from 'wouter-preact';
import type { AnswerHead, EvaluationMatrix, Page } from '../../src/inspect/shapes.ts';
import { FoundRows } from '../parts/found-rows.tsx';
import { ListDetail } from '../parts/list-detail.tsx';
import { addressOf, useQuery } from '../state/query.ts';
import { useResource } from '../state/resource.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { answersRequest } from './addresses.ts';
import { AnswerDetail } from './answer-detail.tsx';
import { AnswerFilters } from './answer-filters.tsx';
import { AnswerRow } from './answer-row.tsx';
import { modelName } from './model-name.ts';

const LIMIT = 50;

export function AnswersPage({ matrix }: { matrix: EvaluationMatrix }) {
  const { evaluate: text } = useTexts();
  const [query, setQuery] = useQuery();
  const [path] = useLocation();
  const { benchmark, verdict, search } = query;
  const model = matrix.models.find(({ id }) => id === query.model);
  const offset = Math.max(0, Number.parseInt(query.offset ?? '', 10) || 0);
  const answers = useResource<Page<AnswerHead>>(
    model === undefined
      ? null
      : answersRequest(model, { benchmark, verdict, search }, { offset, limit: LIMIT }),
  );
  const chosen = query.row ?? null;
  const hrefOf = (row: string | undefined): string => addressOf(path, { ...query, row });
  return (
    <>
      <p class="ways">
        <Link href="/evaluate">{text.toMatrix}</Link>
        {model !== undefined && <Link href={`/runs/${encodeURIComponent(model.run)}`}>{text.toRun}</Link>}
      </p>
      <h1>{model === undefined ? text.answers : text.answersOf(modelName(model))}</h1>
      <AnswerFilters
        matrix={matrix}
        query={query}
        onChange={(patch, options) => setQuery({ ...patch, offset: null, row: null }, options)}
      />
      {model === undefined ? (
        <p>{query.model === undefined ? text.noModel : text.unknownModel(query.model)}</p>
      ) : (
        <ListDetail
          chosen={chosen}
          label={text.chosen}
          back={{ href: hrefOf(undefined), text: text.back }}
          list={
            <FoundRows
              of={answers}
              said={({ total }) => (total === 0 ? text.noAnswers : text.found(total, countText(total)))}
              label={text.answers}
              keyOf={({ row }) => String(row)}
              {...{ hrefOf, chosen, offset }}
              limit={LIMIT}
              onMove={(next) => setQuery({ offset: next === 0 ? null : String(next), row: null })}
            >
              {(answer: AnswerHead) => <AnswerRow answer={answer} />}
            </FoundRows>
          }
        >
          {chosen !== null && <AnswerDetail run={model.run} row={chosen} />}
        </ListDetail>
      )}
    </>
  );
}
