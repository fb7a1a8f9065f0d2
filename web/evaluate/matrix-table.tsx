/** The matrix as a table: a row a model, a column a benchmark. */

import type { EvaluatedModel, EvaluationMatrix } from '../../src/inspect/shapes.ts';
import { ScrollTable } from '../parts/scroll-table.tsx';
import type { Store } from '../state/store.ts';
import { timeText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import type { Pointed } from './cell-note.tsx';
import { bestOf, nextOrder, orderIn, TOTAL } from './matrix-order.ts';
import { modelName } from './model-name.ts';
import { ScoreCell } from './score-cell.tsx';

interface Props {
  models: readonly EvaluatedModel[];
  columns: readonly string[];
  scores: EvaluationMatrix['scores'];
  chosen: readonly string[];
  pointed: Store<Pointed | null>;
  order: string | undefined;
  onOrder: (order: string | null) => void;
  onChoose: (id: string) => void;
}

export function MatrixTable({ models, columns, scores, chosen, pointed, order, onOrder, onChoose }: Props) {
  const { evaluate: text } = useTexts();
  const shown = orderIn(order);
  const head = (column: string, title: string) => {
    const direction = shown?.by === column ? (shown.isRising ? 'ascending' : 'descending') : undefined;
    return (
      <th key={column} scope="col" aria-sort={direction}>
        <button
          type="button"
          class="sort"
          aria-label={text.sortBy(title)}
          onClick={() => onOrder(nextOrder(order, column))}
        >
          {title} <span aria-hidden="true">{direction && (shown?.isRising === true ? '▲' : '▼')}</span>
        </button>
        {column === TOTAL && <small>{text.totalNote}</small>}
      </th>
    );
  };
  return (
    <ScrollTable label={text.title} class="matrix">
      <thead>
        <tr>
          {head('model', text.model)}
          {columns.map((column) => head(column, column === TOTAL ? text.total : column))}
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.id} data-stage={model.stage} data-chosen={chosen.includes(model.id)}>
            <th scope="row">
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(model.id)}
                  aria-label={text.chooseModel(modelName(model))}
                  onChange={() => onChoose(model.id)}
                />
                <span>
                  {model.title}
                  {!model.title.includes(model.run) && <small>{model.run}</small>}
                  <small>{timeText(model.when)}</small>
                  {model.seed !== null && (
                    <small>
                      {text.seed} {model.seed}
                    </small>
                  )}
                </span>
              </label>
            </th>
            {columns.map((column) => (
              <ScoreCell
                key={column}
                {...{ model, column, pointed }}
                score={scores[model.id]?.[column]}
                best={bestOf(models, scores, column)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
