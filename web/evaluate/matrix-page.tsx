/** Models × benchmarks. Order and the two models to compare stand in the address. */

import { useMemo } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { EvaluationMatrix } from '../../src/inspect/shapes.ts';
import { SearchField } from '../parts/search-field.tsx';
import { useQuery } from '../state/query.ts';
import { store } from '../state/store.ts';
import { useTexts } from '../text/use-texts.ts';
import { compareAddress } from './addresses.ts';
import { AllMeasures } from './all-measures.tsx';
import { CellNote } from './cell-note.tsx';
import type { Pointed } from './cell-note.tsx';
import { chosenWith, columnsOf, orderedModels, orderIn } from './matrix-order.ts';
import { MatrixTable } from './matrix-table.tsx';
import { modelName } from './model-name.ts';

/** Fewer are seen at once. */
const MANY_MODELS = 8;

export function MatrixPage({ matrix }: { matrix: EvaluationMatrix }) {
  const { evaluate: text } = useTexts();
  const [query, setQuery] = useQuery();
  const pointed = useMemo(() => store<Pointed | null>(null), []);
  const columns = columnsOf(matrix);
  const nameOf = new Map(matrix.models.map((model) => [model.id, modelName(model)]));
  const chosen = [query.a, query.b].filter((id): id is string => id !== undefined && nameOf.has(id));
  const [a, b] = chosen;
  const search = (query.search ?? '').toLowerCase();
  const found = matrix.models.filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(search));
  const models = orderedModels(found, matrix.scores, orderIn(query.sort));
  const choose = (id: string): void => {
    const [first = null, second = null] = chosenWith(chosen, id);
    setQuery({ a: first, b: second }, { replace: true });
  };
  return (
    <>
      <h1>{text.title}</h1>
      <p class="note">
        {text.lead} {text.differentN}
      </p>
      {matrix.models.length > MANY_MODELS && (
        <div class="filters">
          <SearchField
            value={query.search ?? ''}
            label={text.models}
            onSearch={(words) => setQuery({ search: words }, { replace: true })}
          />
        </div>
      )}
      <p role="status" class="to-compare">
        {a !== undefined && b !== undefined ? (
          <Link href={compareAddress(a, b)}>
            {text.compareChosen(nameOf.get(a) ?? a, nameOf.get(b) ?? b)}
          </Link>
        ) : (
          text.chooseTwo
        )}
      </p>
      <MatrixTable
        {...{ models, columns, chosen, pointed }}
        scores={matrix.scores}
        order={query.sort}
        onOrder={(sort) => setQuery({ sort }, { replace: true })}
        onChoose={choose}
      />
      <CellNote pointed={pointed} />
      <AllMeasures models={models} columns={columns} scores={matrix.scores} />
    </>
  );
}
