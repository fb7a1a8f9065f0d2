/** Answers as the model gave them, each number marked, with the verdict and the rule that gave it. */

import type { ModelStage } from '../../core/results.ts';
import type { GroundedTrace } from '../../verify/index.ts';
import { percent } from '../format-numbers.ts';
import type { EvaluatedAnswer, Rollout } from '../sample-rows.ts';
import { html, type Html } from './html.ts';
import { markedText, markLegend } from './marked-text.ts';
import { pickAnswers, pickRollouts } from './pick-samples.ts';
import { stageTitles } from './stage-section.ts';

const SHOWN: readonly ModelStage[] = ['sft', 'grpo'];
const EACH = 2;

/** Null when the run has no answers or rollouts yet. */
export function samplesSection(
  answers: readonly EvaluatedAnswer[],
  rollouts: readonly Rollout[],
): Html | null {
  const stages = SHOWN.map((stage) => ({ stage, own: answers.filter((answer) => answer.stage === stage) }));
  const shown = stages.filter(({ own }) => own.length > 0);
  if (shown.length === 0 && rollouts.length === 0) return null;
  return html`<section id="samples">
    <h2>Samples</h2>
    <p class="note">
      Per benchmark up to ${EACH} correct and ${EACH} other answers, chosen by the hash of the question, not
      by hand.
    </p>
    ${markLegend()} ${shown.map(({ stage, own }) => stageSamples(stage, own))} ${rolloutSamples(rollouts)}
  </section>`;
}

function stageSamples(stage: ModelStage, answers: readonly EvaluatedAnswer[]): Html {
  return html`<h3><span class="key stage-${stage}">${stage}</span> <small>${stageTitles[stage]}</small></h3>
    ${[...pickAnswers(answers, EACH).values()].flat().map((answer, i) => answerDetails(answer, i === 0))}`;
}

function answerDetails(answer: EvaluatedAnswer, open: boolean): Html {
  const notes = [
    answer.gold === null ? null : html`expected <b>${answer.gold}</b>`,
    html`${answer.completionTokens} tokens`,
    answer.finishReason === 'length' ? html`cut off by the length limit` : null,
  ];
  return details(answer, answer.source.question, `${answer.benchmark} · ${answer.questionId}`, notes, open);
}

function rolloutSamples(rollouts: readonly Rollout[]): Html | null {
  const stages = [...Map.groupBy(rollouts, (rollout) => rollout.stage)];
  if (stages.length === 0) return null;
  return html`<h3>Training rollouts <small>of the first, middle and last step kept</small></h3>
    ${stages.map(([stage, own]) =>
      pickRollouts(own).map((rollout) =>
        details(
          rollout,
          rollout.source?.question ?? lastLine(rollout.prompt),
          `${stage} · step ${rollout.step} · ${rollout.questionId}`,
          [html`reward <b>${rollout.reward ?? 'none'}</b>`],
        ),
      ),
    )}`;
}

function details(
  row: EvaluatedAnswer | Rollout,
  question: string,
  id: string,
  notes: readonly (Html | null)[],
  open = false,
): Html {
  const { body, grounded } = markedText(row.text, row.source);
  const all = [
    html`<b>${row.rule}</b>: ${row.reason}`,
    row.formatValid ? null : html`format not valid`,
    ...notes,
    ...groundNotes(grounded),
  ].filter((note) => note !== null);
  return html`<details${open ? html` open` : null}>
    <summary>
      <span class="badge ${row.verdict}">${row.verdict}</span><span class="ask">${question}</span
      ><span class="id">${id}</span>
    </summary>
    <div class="sides">
      <div>
        <h4>prompt</h4>
        <pre>${row.prompt}</pre>
      </div>
      <div>
        <h4>answer</h4>
        <pre>${body}</pre>
      </div>
    </div>
    <div class="why">${all.map((note, i) => html`${i > 0 ? ' · ' : ''}${note}`)}</div>
  </details>`;
}

function groundNotes(grounded: GroundedTrace | null): Html[] {
  if (grounded === null || grounded.numbers.length === 0) return [];
  const broken = grounded.claims.filter((claim) => !claim.holds);
  return [
    html`${percent(grounded.supported)} % of its numbers supported`,
    ...broken.map((claim) => html`does not hold: <b>${claim.text}</b> (computed ${String(claim.computed)})`),
  ];
}

function lastLine(prompt: string): string {
  return prompt.trimEnd().split('\n').at(-1) ?? '';
}
