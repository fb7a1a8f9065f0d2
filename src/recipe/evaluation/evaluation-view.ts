/** What `eval` and `score` show: tables for people, an object for programs. */

import { countOf, wordFor } from '../../core/count-of.ts';
import type { Score } from '../../core/results.ts';
import {
  chooseAnswer,
  findProtocol,
  own,
  percent,
  protocols,
  type Choice,
  type EvaluatedAnswer,
} from '../../evaluate/index.ts';
import { evaluationTable, protocolTable, publishedTable } from './evaluation-table.ts';
import { rescored } from './rescore-run.ts';
import { scoresOf, type Judging, type WrittenEvaluation } from './write-evaluation.ts';

export interface EvaluationView {
  text: string;
  json: Record<string, unknown>;
}

const SEED = 1;

/** @throws InputError for an unknown protocol. */
export async function evaluationView(
  { model, scores, answers, directory, judging, isWhole, missing }: WrittenEvaluation,
  { protocols: names, select }: { protocols: readonly string[]; select: Choice },
): Promise<EvaluationView> {
  const asked = names.includes('all') ? protocols : [own, ...names.map(findProtocol)];
  const wanted = [...new Set(asked)];
  const shown = select === 'first' ? scores : scoresOf(onePerQuestion(answers, select), SEED, isWhole);
  const under: { id: string; title: string; rules: readonly string[]; scores: Record<string, Score> }[] = [];
  for (const protocol of wanted.length > 1 ? wanted : []) {
    const { id, title, rules } = protocol;
    const rows =
      id === own.id ? answers : await rescored(answers, { protocol, judge: null, needsJudge: () => false });
    under.push({ id, title, rules, scores: scoresOf(onePerQuestion(rows, select), SEED, isWhole) });
  }
  const text = [
    ...Object.entries(missing).map(
      ([id, count]) =>
        `Incomplete: ${countOf(count, 'question')} of ${id} ${wordFor(count, 'has', 'have')} no answer yet, so that these are no scores of it; the same eval command asks them.`,
    ),
    ...(select === 'first' ? [] : [`One answer a question, chosen by ${select}:`]),
    evaluationTable(shown),
    publishedTable(shown, model),
    ...(judging === null ? [] : [judgingText(judging)]),
    ...(under.length === 0 ? [] : [protocolTable(under), rulesText(under)]),
  ];
  return {
    text: text.filter((part) => part !== '').join('\n\n'),
    json: {
      model,
      directory,
      select,
      scores: shown,
      missing,
      judging,
      protocols: Object.fromEntries(under.map((one) => [one.id, one.scores])),
    },
  };
}

/** Under `first` all answers stay, so that pass@k can be told. */
function onePerQuestion(answers: readonly EvaluatedAnswer[], select: Choice): EvaluatedAnswer[] {
  if (select === 'first') return [...answers];
  const groups = Map.groupBy(answers, ({ benchmark, questionId }) => `${benchmark}\u001f${questionId}`);
  return [...groups.values()].flatMap((own) => {
    const chosen = chooseAnswer(own, select);
    return chosen === null ? [] : [chosen];
  });
}

function judgingText({ id, judged, agreement, calibration }: Judging): string {
  const { n, agreed, kappa, interval, failed } = agreement;
  const bounds = interval === null ? '' : ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`;
  const shown =
    agreed === null
      ? 'the rules decided nothing that it could be compared on'
      : `with the rules it agrees on ${percent(agreed)} % of ${countOf(n, 'answer')}${kappa === null ? '' : `, kappa ${kappa.toFixed(2)}${bounds}`}`;
  return [
    `judge ${id}: decided ${countOf(judged, 'answer')}; ${shown}${failed > 0 ? `; ${countOf(failed, 'time')} it gave no verdict` : ''}.`,
    calibration ??
      `It was never calibrated: fin-r1 data calibrate --judge ${id} tells whether it may be used.`,
  ].join('\n');
}

function rulesText(under: readonly { title: string; rules: readonly string[] }[]): string {
  return under
    .map(({ title, rules }) => [`${title}:`, ...rules.map((rule) => `  ${rule}`)].join('\n'))
    .join('\n');
}
