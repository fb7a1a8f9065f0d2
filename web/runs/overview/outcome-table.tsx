/** What became of each model's answers: the verdicts as parts of a bar, and as counts that lead to the answers. */

import { Link } from 'wouter-preact';
import { questionVerdicts } from '../../parts/verdicts.ts';
import type { Results } from '../../../src/core/results.ts';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import { countText } from '../../text/numbers.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { presentStages, TOTAL } from './scores.ts';

export function OutcomeTable({ name, results }: { name: string; results: Results }) {
  const { runs: text, parts } = useTexts();
  const rows = presentStages(results).map((stage) => ({
    stage,
    counts: results.stages[stage]?.[TOTAL]?.verdicts ?? {},
  }));
  const present = questionVerdicts.filter((verdict) => rows.some(({ counts }) => (counts[verdict] ?? 0) > 0));
  if (present.length === 0) return null;
  return (
    <section>
      <h2>{text.overview.outcomes}</h2>
      <ScrollTable label={text.overview.outcomes}>
        <thead>
          <tr>
            <th scope="col">{text.overview.model}</th>
            <td aria-hidden="true" />
            {present.map((verdict) => (
              <th key={verdict} scope="col" class="number">
                <VerdictBadge verdict={verdict} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ stage, counts }) => (
            <tr key={stage}>
              <th scope="row">{stage}</th>
              <td class="stack-cell" aria-hidden="true">
                <span class="stack">
                  {present.map((verdict) => (
                    <i key={verdict} data-verdict={verdict} style={{ flexGrow: counts[verdict] ?? 0 }} />
                  ))}
                </span>
              </td>
              {present.map((verdict) => (
                <td key={verdict} class="number">
                  {counts[verdict] === undefined ? (
                    parts.none
                  ) : (
                    <Link href={runAddress(name, 'answers', { stage, verdict })}>
                      {countText(counts[verdict])}
                    </Link>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </section>
  );
}
