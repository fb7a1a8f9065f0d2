/** Accuracies with intervals by benchmark and model; each leads to the answers behind it. */

import { Link } from 'wouter-preact';
import type { Results, Score } from '../../../src/core/results.ts';
import { countText, shareText } from '../../text/numbers.ts';
import { highestOf } from '../../parts/highest-of.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { ScoreStrip } from '../score-strip.tsx';
import { stageColour } from '../stage-colour.ts';
import { leftOutIn, presentBenchmarks, presentStages, TOTAL, unaskedIn } from './scores.ts';

export function StageTable({ name, results }: { name: string; results: Results }) {
  const { runs: text } = useTexts();
  const stages = presentStages(results);
  const all = stages.flatMap((stage) => Object.values(results.stages[stage] ?? {}));
  const hasOmissions = all.some((score) => unaskedIn(score) + leftOutIn(score) > 0);
  return (
    <section>
      <h2>{text.overview.scores}</h2>
      <p class="note">
        {text.intervals} {hasOmissions && text.overview.notes}
      </p>
      <ScrollTable label={text.overview.scoresLabel} class="stage-table">
        <thead>
          <tr>
            <th scope="col">{text.overview.benchmark}</th>
            <th scope="col" class="number">
              {text.overview.n}
            </th>
            {stages.map((stage) => (
              <th key={stage} scope="col" class="number">
                <b class="stage-name" style={{ color: `var(${stageColour(stage, stages)})` }}>
                  {stage}
                </b>
                <small>{text.stageMeans[stage]}</small>
              </th>
            ))}
            <td class="strip-head" aria-hidden="true">
              <span>0</span>
              <span>50</span>
              <span>100 %</span>
            </td>
          </tr>
        </thead>
        <tbody>
          {presentBenchmarks(results).map((benchmark) => (
            <Row key={benchmark} {...{ name, results, stages, benchmark }} />
          ))}
        </tbody>
      </ScrollTable>
    </section>
  );
}

interface RowProps {
  name: string;
  results: Results;
  stages: readonly string[];
  benchmark: string;
}

function Row({ name, results, stages, benchmark }: RowProps) {
  const { runs: text } = useTexts();
  const scores = stages.flatMap((stage) => {
    const score = results.stages[stage]?.[benchmark];
    return score === undefined ? [] : [{ stage, ...score }];
  });
  const isTotal = benchmark === TOTAL;
  const best = highestOf(scores.map(({ accuracy }) => accuracy));
  return (
    <tr class={isTotal ? 'total' : undefined}>
      <th scope="row">{isTotal ? text.overview.total : benchmark}</th>
      <td class="number">{countText(Math.max(0, ...scores.map(({ n }) => n)))}</td>
      {stages.map((stage) => (
        <Cell
          key={stage}
          score={results.stages[stage]?.[benchmark]}
          isBest={best !== null && results.stages[stage]?.[benchmark]?.accuracy === best}
          href={runAddress(name, 'answers', { stage, benchmark: isTotal ? undefined : benchmark })}
        />
      ))}
      <td class="strip">
        <ScoreStrip scores={scores} />
      </td>
    </tr>
  );
}

function Cell({ score, isBest, href }: { score: Score | undefined; isBest: boolean; href: string }) {
  const { runs: text, parts } = useTexts();
  if (score === undefined) return <td class="number">{parts.none}</td>;
  const { accuracy, low, high } = score;
  const [unasked, leftOut] = [unaskedIn(score), leftOutIn(score)];
  return (
    <td class="number" data-best={isBest}>
      <Link href={href}>{shareText(accuracy)}</Link>
      {accuracy !== null && (
        <small>
          {(100 * low).toFixed(1)} – {(100 * high).toFixed(1)}
        </small>
      )}
      {unasked > 0 && <small>{text.overview.asked(countText(unasked))}</small>}
      {leftOut > 0 && <small>{text.overview.leftOut(countText(leftOut))}</small>}
    </td>
  );
}
