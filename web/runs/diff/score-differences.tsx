/** How good the models of both runs are, with a test of the difference. */

import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type { Score } from '../../../src/core/results.ts';
import type { RunDiff } from '../../../src/inspect/index.ts';
import { pValueText, shareText } from '../../text/numbers.ts';
import { pointsText } from '../../text/points.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { TOTAL } from '../overview/scores.ts';
import { stageColour } from '../stage-colour.ts';

const LEVEL = 0.05;

interface Props {
  scores: RunDiff['scores'];
  heads: readonly ComponentChildren[];
  names: readonly [string, string];
}

export function ScoreDifferences({ scores, heads, names }: Props) {
  const { runs: text } = useTexts();
  const stages = [...new Set(scores.map(({ stage }) => stage))];
  return (
    <section>
      <h2>{text.diff.scores}</h2>
      <p class="note">{scores.length === 0 ? text.diff.noScores : text.diff.scoresNote}</p>
      {scores.length > 0 && (
        <ScrollTable label={text.diff.scores} class="differences">
          <thead>
            <tr>
              <th scope="col">{text.overview.model}</th>
              <th scope="col">{text.overview.benchmark}</th>
              {heads.map((head, i) => (
                <th key={i} scope="col" class="number">
                  {head}
                </th>
              ))}
              <th scope="col" class="number">
                {text.diff.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.map(({ stage, benchmark, a, b, test }) => (
              <tr key={`${stage} ${benchmark}`} class={benchmark === TOTAL ? 'total' : undefined}>
                <th scope="row">
                  <b class="stage-name" style={{ color: `var(${stageColour(stage, stages)})` }}>
                    {stage}
                  </b>
                </th>
                <td>{benchmark === TOTAL ? text.overview.total : benchmark}</td>
                <Share score={a} href={answersAt(names[0], stage, benchmark)} />
                <Share score={b} href={answersAt(names[1], stage, benchmark)} />
                <Difference a={a} b={b} test={test} />
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
    </section>
  );
}

function answersAt(name: string, stage: string, benchmark: string): string {
  return runAddress(name, 'answers', { stage, benchmark: benchmark === TOTAL ? undefined : benchmark });
}

function Share({ score: { accuracy, low, high }, href }: { score: Score; href: string }) {
  return (
    <td class="number">
      <Link href={href}>{shareText(accuracy)}</Link>
      {accuracy !== null && (
        <small>
          {(100 * low).toFixed(1)} – {(100 * high).toFixed(1)}
        </small>
      )}
    </td>
  );
}

function Difference({ a, b, test }: Pick<RunDiff['scores'][number], 'a' | 'b' | 'test'>) {
  const { runs: text, parts } = useTexts();
  const difference =
    test?.difference ?? (a.accuracy === null || b.accuracy === null ? null : b.accuracy - a.accuracy);
  const isSure = test !== null && test.pValue < LEVEL;
  return (
    <td class="number difference" data-sure={isSure} data-sign={(difference ?? 0) < 0 ? 'minus' : 'plus'}>
      <b>{difference === null ? parts.none : pointsText(difference)}</b>
      <small>
        {test === null
          ? text.diff.noTest
          : `[${pointsText(test.low)}, ${pointsText(test.high)}] ${pValueText(test.pValue)}`}
      </small>
    </td>
  );
}
