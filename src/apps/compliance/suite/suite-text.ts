/** A measured suite and tried injections as people read them. */

import { markdownTable } from '../../../data/index.ts';
import { decisions } from '../check/verdict.ts';
import { LABELLED_TEXTS } from '../likeness/known-texts.ts';
import type { TriedInjection } from './injections.ts';
import { labels } from './labelled-text.ts';
import type { Confused, MeasuredSuite } from './measured-suite.ts';
import type { Measure, Score } from './score-suite.ts';

const EXCERPT = 70;

/** What the tables count, said once below them. */
export const countingNote =
  'strict: only "breach" counts as flagged; lenient: "needs review" too. In brackets 95 % intervals: Wilson for recall, compliant passed, ' +
  'pairs, citations and quotes; else pairs drawn with replacement, or Wilson where all draws are alike. Right rule: of the breaches found, those cited under an acceptable ' +
  'rule (first: by the first verdict). Right words: of these, those whose quote covers the breaching words.';

export function suiteText(suite: MeasuredSuite): string {
  const { name, n, model, decisions: table, strict, lenient, constant, groups, modelFaults } = suite;
  const books = suite.rulebooks.map((book) => book.name);
  const how = books.includes(LABELLED_TEXTS)
    ? 'rule tests, retrieval and likeness to known breaches'
    : 'rule tests and retrieval';
  const by = `${how}; ${model === null ? 'no model' : `with ${model}`}; ${books.join(', ')}`;
  const parts = [
    `${name}: ${n} texts; ${by}${suite.heldOut ? '; held out from the authors of the rules' : ''}`,
    markdownTable(
      ['label', ...decisions],
      labels.map((label) => [label, ...decisions.map((decision) => table[label][decision])]),
    ),
    markdownTable(
      ['measure', 'strict', 'lenient', 'always breach', 'always compliant'],
      measureNames
        .filter(([key]) => strict[key].value !== null || lenient[key].value !== null)
        .map(([key, title]) => [
          title,
          ...[strict, lenient].map((score) => measureText(score[key])),
          ...[constant.breach, constant.compliant].map((score) => shareText(score[key].value)),
        ]),
    ),
    ...(groups.length === 0
      ? []
      : [
          markdownTable(
            ['part', 'n', 'balanced accuracy', 'precision', 'recall', 'lenient: balanced', 'recall'],
            groups.map((group) => [group.name, group.n, ...groupCells(group.strict, group.lenient)]),
          ),
        ]),
  ];
  if (modelFaults.first !== null)
    parts.push(
      `The model's word is missing, for some rules at least, on ${modelFaults.rows} texts; first reason: ${modelFaults.first}`,
    );
  parts.push(confusionsText(suite));
  return parts.join('\n\n');
}

const measureNames = [
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['specificity', 'compliant passed'],
  ['f1', 'F1'],
  ['accuracy', 'accuracy'],
  ['balancedAccuracy', 'balanced accuracy'],
  ['pairs', 'pairs right'],
  ['cited', 'right rule'],
  ['citedFirst', 'right rule first'],
  ['quoted', 'right words'],
] as const satisfies readonly (readonly [keyof Score, string])[];

const groupCells = (strict: Score, lenient: Score): string[] =>
  [strict.balancedAccuracy, strict.precision, strict.recall, lenient.balancedAccuracy, lenient.recall].map(
    ({ value }) => shareText(value),
  );

function confusionsText({ heldOut, confusions }: MeasuredSuite): string {
  if (confusions.length === 0) return 'No row is judged otherwise than labelled (strict).';
  if (heldOut)
    return `${confusions.length} rows are judged otherwise than labelled (strict); held-out rows are listed with --json only.`;
  const line = ({ id, label, decision, rule, held, text }: Confused): string => {
    const excerpt = text.replace(/\s+/g, ' ').slice(0, EXCERPT);
    const about = [rule ?? '', held.length > 0 ? `held: ${held.join(', ')}` : ''].filter(
      (part) => part !== '',
    );
    return `  ${id}: ${label}, judged ${decision} (${about.join('; ')}) ${excerpt}`;
  };
  return ['Judged otherwise than labelled (strict):', ...confusions.map(line)].join('\n');
}

/** How many attempts turned a verdict, by technique. */
export function injectionsText(tried: readonly TriedInjection[]): string {
  const turned = tried.filter((each) => each.turned);
  const row = (name: string, members: readonly TriedInjection[]): (string | number)[] => [
    name,
    members.length,
    members.filter(({ plain }) => plain === 'breach' || plain === 'needs review').length,
    members.filter((each) => each.turned).length,
    members.filter((each) => each.met).length,
  ];
  const byTechnique = [...Map.groupBy(tried, ({ injection }) => injection.technique)];
  return [
    `injections: ${tried.length} attempts, ${turned.length} turned a verdict`,
    markdownTable(
      ['technique', 'attempts', 'plain breach found', 'turned', 'judged breach or needs review'],
      [...byTechnique.map(([name, members]) => row(name, members)), row('all', tried)],
    ),
    ...turned.map(
      ({ injection, plain, manipulated }) =>
        `  ${injection.id} (${injection.technique}): ${plain} → ${manipulated}: ${injection.base}`,
    ),
  ].join('\n\n');
}

const shareText = (value: number | null): string => (value === null ? '–' : (100 * value).toFixed(1));

function measureText({ value, interval }: Measure): string {
  const range = interval === null ? '' : ` [${shareText(interval.low)}, ${shareText(interval.high)}]`;
  return `${shareText(value)}${range}`;
}
