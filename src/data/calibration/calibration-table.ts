/** A calibration for people: a table for the terminal, a sentence for the data card. */

import { countOf } from '../../core/count-of.ts';
import type { Agreement } from './agreement.ts';
import type { Calibration, Probe } from './calibrate.ts';
import { answerStanding, reasoningStanding, type Standing } from './standing.ts';

const header = ['', 'n', 'no verdict', 'accuracy', '95 %', 'kappa', '95 %', 'false yes', 'false no'];

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function row(name: string, agreement: Agreement): string[] {
  const { n, errors, accuracy, accuracyInterval, kappa, kappaInterval, falseYes, falseNo } = agreement;
  return [
    name,
    `${n}`,
    `${errors}`,
    accuracy === null ? '–' : percent(accuracy),
    n === 0 ? '–' : `${percent(accuracyInterval.low)} to ${percent(accuracyInterval.high)}`,
    kappa === null ? '–' : kappa.toFixed(2),
    kappaInterval === null ? '–' : `${kappaInterval.low.toFixed(2)} to ${kappaInterval.high.toFixed(2)}`,
    `${falseYes}`,
    `${falseNo}`,
  ];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function probeText(what: string, { n, flipped, errors }: Probe): string {
  const share = n === 0 ? '' : ` (${percent(flipped / n)})`;
  const lost = errors === 0 ? '' : `, ${errors} without verdict`;
  return `${what}: ${flipped} of ${countOf(n, 'verdict')} changed${share}${lost}`;
}

function verdictText(what: string, { usable, faults }: Standing): string {
  return `${what}: ${usable ? 'may be used' : `must not be used: ${faults.join('; ')}`}`;
}

/** Several lines. */
export function calibrationTable(calibration: Calibration): string {
  const { judge, answers, answersBy, order, verbosity, traces, tracesBy, criteria } = calibration;
  const rows = [
    header,
    row('answers', answers),
    ...Object.entries(answersBy).map(([name, one]) => row(`  ${name}`, one)),
    row('reasoning, all seven met', traces),
    ...Object.entries(tracesBy).map(([name, one]) => row(`  ${name}`, one)),
    ...Object.entries(criteria).map(([name, one]) => row(`  ${name}`, one)),
  ];
  return [
    judge,
    '',
    ...aligned(rows),
    '',
    probeText('order of reference and answer turned round', order),
    probeText('wrong answers padded with fluent text', verbosity),
    '',
    verdictText('as answer judge   ', answerStanding(calibration)),
    verdictText('as reasoning judge', reasoningStanding(calibration)),
  ].join('\n');
}

/** One sentence for the card. */
export function calibrationSentence(calibration: Calibration): string {
  const part = (what: string, { n, accuracy, kappa }: Agreement, standing: Standing): string =>
    `${what} ${accuracy === null ? 'no verdict' : `${percent(accuracy)} right, kappa ${kappa?.toFixed(2) ?? '–'}`} (n = ${n}; ${standing.usable ? 'may be used' : 'fails its calibration'})`;
  const { judge, answers, traces } = calibration;
  return `Calibration of \`${judge}\` on hand-labelled items: ${part('answers', answers, answerStanding(calibration))}, ${part('reasoning', traces, reasoningStanding(calibration))}.`;
}
