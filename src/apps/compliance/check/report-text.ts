/** A checked text as a terminal shows it: the verdict, each rule with its passage in its line, the reason, a wording in its place. */

import { countOf } from '../../../core/count-of.ts';
import { placeInText } from './place-in-text.ts';
import {
  decisions,
  type CheckedText,
  type Decision,
  type Manipulation,
  type TextToCheck,
  type Verdict,
} from './verdict.ts';

export type Painter = (style: 'red' | 'yellow' | 'green' | 'bold' | 'dim', text: string) => string;

const AROUND = 60;
/** Of a reason or quote on one line. */
const WIDTH = 100;
const colours = {
  breach: 'red',
  'needs review': 'yellow',
  compliant: 'green',
  'not applicable': 'dim',
} as const satisfies Record<Decision, Parameters<Painter>[0]>;

export function reportText(given: TextToCheck, checked: CheckedText, paint: Painter): string {
  const { decision, verdicts, manipulations, modelFaults } = checked;
  const from = [given.sender, given.time].filter((part) => part !== undefined).join(', ');
  const head = `${paint(colours[decision], decision.toUpperCase())}  ${paint('bold', checked.id)}${from === '' ? '' : `  ${from}`}`;
  const [shown, kept] = [verdicts.filter(hasToShow), verdicts.filter((verdict) => !hasToShow(verdict))];
  return [
    head,
    ...shown.flatMap((one) => verdictLines(given, one, paint)),
    ...manipulations.flatMap((one) => manipulationLines(given, one, paint)),
    ...modelFaults.map((fault) => `  ${paint('yellow', 'model fault')}  ${fault}`),
    ...(checked.notes ?? []).map((note) => `  ${paint('yellow', 'note')}  ${note}`),
    `  ${paint('dim', keptLine(kept, checked.notApplicable))}`,
  ].join('\n');
}

/** A suspicion that a model has settled is told with the model's words: an officer may see it otherwise. */
const hasToShow = ({ decision, quotes, notes }: Verdict) =>
  decision !== 'compliant' || (quotes.length > 0 && notes.length > 0);

function keptLine(kept: readonly Verdict[], notApplicable: number): string {
  const ids = kept.map(({ rule }) => rule.id).join(', ');
  const rules = `${countOf(notApplicable, 'rule')} not touched`;
  return ids === '' ? rules : `nothing found against: ${ids}; ${rules}`;
}

function verdictLines(given: TextToCheck, verdict: Verdict, paint: Painter): string[] {
  const { rule, decision, quotes, reason, by, suggestion, notes } = verdict;
  const who = by.kind === 'test' ? `test ${by.test}` : by.kind === 'model' ? by.model : 'retrieval';
  return [
    `  ${paint(colours[decision], decision)}  ${paint('bold', rule.id)}  ${rule.citation}  ${rule.severity}`,
    `    ${rule.title}`,
    ...quotes.map(({ start, end }) => placeLine(given.text, start, end, paint)),
    ...wrapped('why     ', `${reason} (${who})`),
    ...(suggestion === null ? [] : wrapped('instead ', suggestion)),
    ...notes.flatMap((note) => wrapped('note    ', note)),
    `    ${paint('dim', `${rule.rulebook} ${rule.version.slice(0, 12)}  ${rule.address}`)}`,
  ];
}

function placeLine(text: string, start: number, end: number, paint: Painter): string {
  const { line, column, before, passage, after } = placeInText(text, start, end, AROUND);
  return `    ${paint('dim', `${line}:${column}`.padEnd(8))}${before}${paint('bold', `»${passage}«`)}${after}`;
}

function manipulationLines(
  given: TextToCheck,
  { kind, quote, plain }: Manipulation,
  paint: Painter,
): string[] {
  return [
    `  ${paint('yellow', kind)}`,
    placeLine(given.text, quote.start, quote.end, paint),
    ...(plain === null ? [] : wrapped('reads as', plain)),
  ];
}

function wrapped(label: string, text: string): string[] {
  const lines: string[] = [''];
  for (const word of text.replace(/\s+/g, ' ').split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line, at) => `    ${at === 0 ? label : ' '.repeat(label.length)}${line}`);
}

/** Of a whole command: how many texts came out how, by which rules and model. */
export function summaryText(checked: readonly CheckedText[]): string {
  const counts = decisions.map((decision) => {
    const count = checked.filter((one) => one.decision === decision).length;
    return `${count} ${decision}`;
  });
  const books = [...new Set(checked.flatMap((one) => one.rulebooks.map(({ name }) => name)))];
  const [model] = checked.flatMap((one) => one.model ?? []);
  const faults = checked.reduce((sum, one) => sum + one.modelFaults.length, 0);
  return [
    `${countOf(checked.length, 'text')}: ${counts.join(', ')}`,
    `rulebooks: ${books.join(', ')}`,
    model === undefined
      ? 'no model was used: rule tests, retrieval and likeness to known breaches, which know words and no meaning'
      : `model: ${model}${faults === 0 ? '' : `, without an answer that can be read ${countOf(faults, 'time')}`}`,
  ].join('\n');
}
