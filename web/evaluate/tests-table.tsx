/** The paired tests, a line a benchmark: both accuracies, their difference with its interval, McNemar's p, and who was right alone. */

import type { EvaluationComparison } from '../../src/inspect/shapes.ts';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { countText, pValueText, shareText } from '../text/numbers.ts';
import { pointsText } from '../text/points.ts';
import { useTexts } from '../text/use-texts.ts';
import { DifferenceBar } from './difference-bar.tsx';
import { TOTAL } from './matrix-order.ts';
import { modelName } from './model-name.ts';

export function TestsTable({ comparison: { a, b, tests } }: { comparison: EvaluationComparison }) {
  const { evaluate: text } = useTexts();
  const reach = Math.max(0.01, ...tests.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  return (
    <ScrollTable label={text.compareTitle} class="tests">
      <thead>
        <tr>
          <th scope="col">{text.benchmark}</th>
          <th scope="col" class="number">
            {text.paired}
          </th>
          <th scope="col" class="number">
            A <small>{modelName(a)}</small>
          </th>
          <th scope="col" class="number">
            B <small>{modelName(b)}</small>
          </th>
          <th scope="col" class="number">
            {text.difference}
          </th>
          <td class="reach" aria-hidden="true">
            <span>{pointsText(-reach)}</span>
            <span>0</span>
            <span>{pointsText(reach)}</span>
          </td>
          <th scope="col">{text.pValue}</th>
          <th scope="col" class="number">
            {text.onlyA}
          </th>
          <th scope="col" class="number">
            {text.onlyB}
          </th>
        </tr>
      </thead>
      <tbody>
        {tests.map((test) => (
          <tr key={test.benchmark} class={test.benchmark === TOTAL ? 'total' : undefined}>
            <th scope="row">{test.benchmark === TOTAL ? text.total : test.benchmark}</th>
            <td class="number">{countText(test.n)}</td>
            <td class="number">{shareText(test.a)}</td>
            <td class="number">{shareText(test.b)}</td>
            <td class="number">
              {pointsText(test.difference)}{' '}
              <small>
                [{pointsText(test.low)}, {pointsText(test.high)}]
              </small>
            </td>
            <td class="wide" aria-hidden="true">
              <DifferenceBar {...test} reach={reach} />
            </td>
            <td data-sure={test.pValue < 0.05}>{pValueText(test.pValue)}</td>
            <td class="number">{countText(test.onlyA)}</td>
            <td class="number">{countText(test.onlyB)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
