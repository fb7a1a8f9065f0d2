/** Which answers are meant, with how many of each outcome there are. */

import type { EvaluationMatrix } from '../../src/inspect/shapes.ts';
import { Choice } from '../parts/choice.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { questionVerdicts } from '../parts/verdicts.ts';
import type { Query, SetQuery } from '../state/query.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { TOTAL } from './matrix-order.ts';
import { modelName } from './model-name.ts';

interface Props {
  matrix: EvaluationMatrix;
  query: Query;
  onChange: SetQuery;
}

export function AnswerFilters({ matrix, query, onChange }: Props) {
  const { evaluate: text, verdict: names } = useTexts();
  const { model = '', benchmark = '', verdict = '', search = '' } = query;
  const scores = matrix.scores[model] ?? {};
  const counts = scores[benchmark === '' ? TOTAL : benchmark]?.verdicts;
  const benchmarks = Object.keys(scores).filter((name) => name !== TOTAL);
  return (
    <div class="filters" role="search">
      <SearchField
        value={search}
        label={text.searchLabel}
        onSearch={(words) => onChange({ search: words }, { replace: true })}
      />
      <Choice
        label={text.modelChoice}
        value={model}
        options={matrix.models.map((one) => ({ value: one.id, title: modelName(one) }))}
        onChoose={(id) => onChange({ model: id })}
        isRequired={model !== ''}
      />
      <Choice
        label={text.benchmarkChoice}
        value={benchmark}
        options={benchmarks.map((value) => ({ value }))}
        onChoose={(value) => onChange({ benchmark: value })}
      />
      <Choice
        label={text.verdictChoice}
        value={verdict}
        options={questionVerdicts
          .filter((value) => value === verdict || counts === undefined || counts[value] !== undefined)
          .map((value) => ({
            value,
            title:
              counts === undefined ? names[value] : text.option(names[value], countText(counts[value] ?? 0)),
          }))}
        onChoose={(value) => onChange({ verdict: value })}
      />
    </div>
  );
}
