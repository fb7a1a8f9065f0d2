/** Which answers are meant. Each choice changes the address. */

import { questionVerdicts } from '../../parts/verdicts.ts';
import type { AnswerHead, RunDetail } from '../../../src/inspect/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useQuery } from '../../state/query.ts';
import { useTexts } from '../../text/use-texts.ts';
import { ResetFilters } from '../groups/reset-filters.tsx';
import { presentBenchmarks, presentStages, TOTAL } from '../overview/scores.ts';

export const answerFilters = ['stage', 'benchmark', 'verdict', 'search'] as const;

interface Props {
  run: RunDetail;
  /** Tell of stages and benchmarks while a run has no results yet. */
  items: readonly AnswerHead[];
}

export function AnswerFilters({ run: { results }, items }: Props) {
  const { runs, verdict: verdictNames } = useTexts();
  const { filters: text } = runs;
  const [query, setQuery] = useQuery();
  const set = (name: string) => (value: string) =>
    setQuery({ [name]: value, offset: null, row: null }, { replace: name === 'search' });
  const field = (name: (typeof answerFilters)[number]) => ({ value: query[name] ?? '', onChoose: set(name) });
  const known = (values: readonly string[], chosen: string | undefined) =>
    [...new Set([...values, ...(chosen === undefined ? [] : [chosen])])].map((value) => ({ value }));
  const stages = results === null ? items.map(({ stage }) => stage) : presentStages(results);
  const benchmarks =
    results === null
      ? items.map(({ benchmark }) => benchmark)
      : presentBenchmarks(results).filter((benchmark) => benchmark !== TOTAL);
  return (
    <div class="filters" role="group" aria-label={text.label}>
      <Choice label={text.stage} options={known(stages, query.stage)} {...field('stage')} />
      <Choice label={text.benchmark} options={known(benchmarks, query.benchmark)} {...field('benchmark')} />
      <Choice
        label={text.verdict}
        options={questionVerdicts.map((value) => ({ value, title: verdictNames[value] }))}
        {...field('verdict')}
      />
      <SearchField label={runs.answers.search} value={query.search ?? ''} onSearch={set('search')} />
      <ResetFilters filters={answerFilters} also={['offset', 'row']} />
    </div>
  );
}
