/** Two models on the questions that both were asked: tests by benchmark, and the questions that turned. */

import { Link } from 'wouter-preact';
import type { EvaluationComparison, EvaluationMatrix } from '../../src/inspect/shapes.ts';
import { Choice } from '../parts/choice.tsx';
import { Shown } from '../parts/shown.tsx';
import { useQuery } from '../state/query.ts';
import { useResource } from '../state/resource.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { compareRequest } from './addresses.ts';
import { FlipList } from './flip-list.tsx';
import { modelName } from './model-name.ts';
import { TestSentence } from './test-sentence.tsx';
import { TestsTable } from './tests-table.tsx';

export const FLIPS = 50;

export function ComparePage({ matrix: { models } }: { matrix: EvaluationMatrix }) {
  const { evaluate: text } = useTexts();
  const [query, setQuery] = useQuery();
  const { a = '', b = '', benchmark } = query;
  const offset = Math.max(0, Number.parseInt(query.offset ?? '', 10) || 0);
  const isReady = a !== '' && b !== '' && a !== b;
  const options = models.map((model) => ({ value: model.id, title: modelName(model) }));
  const compared = useResource<EvaluationComparison>(
    isReady ? compareRequest({ a, b, benchmark }, { offset, limit: FLIPS }) : null,
  );
  const choose = (side: 'a' | 'b') => (id: string) => setQuery({ [side]: id, offset: null, row: null });
  return (
    <>
      <p class="ways">
        <Link href="/evaluate">{text.toMatrix}</Link>
      </p>
      <h1>{text.compareTitle}</h1>
      <div class="filters">
        <Choice label={text.sideA} value={a} options={options} onChoose={choose('a')} isRequired={a !== ''} />
        <Choice label={text.sideB} value={b} options={options} onChoose={choose('b')} isRequired={b !== ''} />
        {isReady && (
          <button type="button" onClick={() => setQuery({ a: b, b: a, offset: null, row: null })}>
            {text.swap}
          </button>
        )}
      </div>
      {!isReady && <p>{a !== '' && a === b ? text.sameModel : text.chooseBoth}</p>}
      {isReady && (
        <Shown of={compared}>
          {(data) => (
            <div aria-busy={compared.isLoading}>
              <Tests comparison={data} />
              <FlipList comparison={data} offset={offset} />
            </div>
          )}
        </Shown>
      )}
    </>
  );
}

function Tests({ comparison }: { comparison: EvaluationComparison }) {
  const { evaluate: text } = useTexts();
  const { a, b, tests, unpaired } = comparison;
  if (tests.length === 0) return <p>{text.nothingShared}</p>;
  const seeds = (a.run === b.run ? [a] : [a, b]).flatMap(({ run, seed }) =>
    seed === null ? [] : [text.seedOf(run, String(seed))],
  );
  return (
    <>
      <TestSentence comparison={comparison} />
      <TestsTable comparison={comparison} />
      <p class="note">
        {text.testsNote} {tests.length > 2 && text.manyTests}{' '}
        {unpaired > 0 && text.unpaired(unpaired, countText(unpaired))} {seeds.join(' ')}
      </p>
    </>
  );
}
