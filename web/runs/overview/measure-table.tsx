/** What else is known of each model over all benchmarks. */

import type { Results, Score } from '../../../src/core/results.ts';
import { intervalText, shareText, valueText } from '../../text/numbers.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useTexts } from '../../text/use-texts.ts';
import { intervalIn, presentStages, shareIn, TOTAL } from './scores.ts';

export function MeasureTable({ results }: { results: Results }) {
  const { runs: text, parts } = useTexts();
  const rows = presentStages(results).flatMap((stage) => {
    const score = results.stages[stage]?.[TOTAL];
    return score === undefined ? [] : [{ stage, score }];
  });
  const columns: { title: string; of: (score: Score) => string | null }[] = [
    {
      title: text.overview.format,
      of: ({ formatValid }) => (formatValid === null ? null : shareText(formatValid)),
    },
    { title: text.overview.faithful, of: (score) => withInterval(score, 'faithful') },
    { title: text.overview.supported, of: (score) => withInterval(score, 'supported') },
    {
      title: text.overview.length,
      of: (score) => {
        const tokens = shareIn(score, 'meanCompletionTokens');
        return tokens === null ? null : valueText(tokens);
      },
    },
    { title: text.overview.clustered, of: clusteredText },
  ];
  const shown = columns.filter(({ of }) => rows.some(({ score }) => of(score) !== null));
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>{text.overview.measures}</h2>
      <ScrollTable label={text.overview.measures}>
        <thead>
          <tr>
            <th scope="col">{text.overview.model}</th>
            {shown.map(({ title }) => (
              <th key={title} scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ stage, score }) => (
            <tr key={stage}>
              <th scope="row">{stage}</th>
              {shown.map(({ title, of }) => (
                <td key={title} class="number">
                  {of(score) ?? parts.none}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </section>
  );
}

function withInterval(score: Score, name: string): string | null {
  const [share, bounds] = [shareIn(score, name), intervalIn(score, `${name}Interval`)];
  if (share === null) return null;
  return bounds === null ? shareText(share) : intervalText(share, bounds.low, bounds.high);
}

function clusteredText(score: Score): string | null {
  const bounds = intervalIn(score, 'clustered');
  return bounds === null ? null : `${(100 * bounds.low).toFixed(1)} – ${(100 * bounds.high).toFixed(1)}`;
}
