/** Every measure of every score: both intervals, macro-F1, pass@k and what else there is, a line a model and benchmark. */

import type { EvaluatedModel, EvaluationMatrix } from '../../src/inspect/shapes.ts';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { countText, shareText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { TOTAL } from './matrix-order.ts';
import { measureKeys, measureText } from './measures.ts';
import { modelName } from './model-name.ts';
import { noScoreOf } from './score-notes.ts';

interface Props {
  models: readonly EvaluatedModel[];
  columns: readonly string[];
  scores: EvaluationMatrix['scores'];
}

export function AllMeasures(props: Props) {
  const { evaluate: text } = useTexts();
  return (
    <details class="measures">
      <summary>{text.allMeasures}</summary>
      <p class="note">{text.measuresNote}</p>
      <MeasuresTable {...props} />
    </details>
  );
}

function MeasuresTable({ models, columns, scores }: Props) {
  const { evaluate: text } = useTexts();
  const rows = columns.flatMap((column) =>
    models.flatMap((model) => {
      const score = scores[model.id]?.[column];
      return score === undefined ? [] : [{ column, model, score }];
    }),
  );
  const keys = measureKeys.filter((key) => rows.some(({ score }) => measureText(score, key) !== null));
  return (
    <ScrollTable label={text.allMeasures}>
      <thead>
        <tr>
          <th scope="col">{text.benchmark}</th>
          <th scope="col">{text.model}</th>
          {[text.count, text.accuracy, text.interval, ...keys.map((key) => text.measures[key])].map(
            (title) => (
              <th key={title} scope="col" class="number">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ column, model, score }) => {
          const why = noScoreOf(score);
          return (
            <tr key={`${column} ${model.id}`}>
              <th scope="row">{column === TOTAL ? text.total : column}</th>
              <td>{modelName(model)}</td>
              <td class="number">{countText(score.n)}</td>
              <td class="number">{shareText(score.accuracy)}</td>
              <td class="number">
                {why === null
                  ? `[${(100 * score.low).toFixed(1)}, ${(100 * score.high).toFixed(1)}]`
                  : `– ${text.noScore[why]}`}
              </td>
              {keys.map((key) => (
                <td key={key} class="number">
                  {measureText(score, key) ?? '–'}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </ScrollTable>
  );
}
