/** Whether each model is better than another one, by tests on the same questions. */

import type { PairedTest, Results } from '../../../src/core/results.ts';
import { countText, pValueText } from '../../text/numbers.ts';
import { pointsText } from '../../text/points.ts';
import { useTexts } from '../../text/use-texts.ts';

const LEVEL = 0.05;

export function PairedTests({ results: { tests, benchmarkTests = {} } }: { results: Results }) {
  const { runs: text } = useTexts();
  const single = Object.entries(benchmarkTests).filter(([, own]) => own.length > 0);
  if (tests.length === 0) return null;
  return (
    <section>
      <h2>{text.overview.tests}</h2>
      <p class="note">{text.overview.testsNote}</p>
      <TestList tests={tests} />
      {single.length > 1 && (
        <details>
          <summary>{text.overview.byBenchmark}</summary>
          <p class="note">{text.overview.byBenchmarkNote}</p>
          {single.map(([benchmark, own]) => (
            <div key={benchmark}>
              <h3>{benchmark}</h3>
              <TestList tests={own} />
            </div>
          ))}
        </details>
      )}
    </section>
  );
}

function TestList({ tests }: { tests: readonly PairedTest[] }) {
  const { runs: text } = useTexts();
  return (
    <ul class="paired-tests">
      {tests.map((test) => {
        const { a, b, difference, pValue } = test;
        const isSure = pValue < LEVEL;
        return (
          <li key={`${a} ${b}`} data-sure={isSure}>
            <span>{text.overview.over(b, a)}</span>{' '}
            <b>
              {text.overview.points(pointsText(difference))}
              {boundsText(test)}
            </b>{' '}
            <span class="sureness">
              {isSure ? text.overview.sure : text.overview.unsure}, {pValueText(pValue)}
            </span>{' '}
            <PairedCounts test={test} />
          </li>
        );
      })}
    </ul>
  );
}

function boundsText({ low, high }: PairedTest): string {
  return typeof low === 'number' && typeof high === 'number'
    ? ` [${pointsText(low)}, ${pointsText(high)}]`
    : '';
}

function PairedCounts({ test: { n, n01, n10 } }: { test: PairedTest }) {
  const { runs: text } = useTexts();
  if (typeof n !== 'number' || typeof n01 !== 'number' || typeof n10 !== 'number') return null;
  return <small>{text.overview.paired(countText(n), countText(n01), countText(n10))}</small>;
}
