/**
 * The reference of a FinQA or ConvFinQA question, after its three tellings were compared: the printed answer, `exe_ans`, and the
 * gold program executed here.
 *
 * `exe_ans` is the gold (papers on LLMs score against it); the printed answer is rounded as coarsely as "14%" for 0.14464. Of 300
 * official rows about 5 % print something that `exe_ans` contradicts, mostly a lost sign: those are not used. Where `exe_ans` is
 * already in percent units ("12.3%" and 12.3) the reference says so, row by row.
 */

import type { Reference, Table } from '../../core/question.ts';
import { parseProgram } from '../program-parse.ts';
import { executeProgram, ProgramError, type ProgramStep } from '../program.ts';
import { endsInPercentUnits } from '../ratio.ts';
import { noGold } from './exam-gold.ts';

export interface GoldInput {
  program: string;
  exeAns: number | string | null | undefined;
  /** The answer as the source prints it; may be empty. */
  printed: string | undefined;
  tables: readonly Table[];
}

export type Gold =
  | { reference: Reference; steps: readonly ProgramStep[] }
  /** `excluded` is short and the same for all such rows, `detail` names the values. */
  | { excluded: string; detail: string };

/** Printed digits with their value and the unit in the last place; null when nothing is printed. */
function printedNumber(text: string): { value: number; unit: number; percent: boolean } | null {
  const match = /-?\d*\.?\d+/.exec(text.replace(/[$,]/g, '').replace(/-\s+/g, '-'));
  if (!match) return null;
  const decimals = match[0].split('.')[1]?.length ?? 0;
  return { value: Number(match[0]), unit: 10 ** -decimals, percent: text.includes('%') };
}

/** Beyond proper rounding: `0.1` is no careless 0.01. */
const CARELESS_SHARE = 0.05;

/** Equal up to half a unit of the last printed place, or up to a whole one: the source rounds carelessly, sometimes down. */
function agrees(printed: { value: number; unit: number }, value: number): boolean {
  const distance = Math.abs(printed.value - value);
  if (distance <= 0.501 * printed.unit) return true;
  return distance <= 1.01 * printed.unit && distance <= CARELESS_SHARE * Math.abs(value);
}

/** True for `add(#k, const_3), divide(#m, const_2)`: the number of values was added as if it were one of them. */
function addsACount(steps: readonly ProgramStep[]): boolean {
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 2 && value <= 10;
  return steps.some((step, at) => {
    const next = steps[at + 1];
    if (step.op !== 'add' || step.right.kind !== 'constant' || !isCount(step.right.value)) return false;
    return next?.op === 'divide' && next.right.kind === 'constant' && isCount(next.right.value);
  });
}

function numberReference(value: number, printed: string | undefined, inPercent: boolean): Reference {
  const text = printed === undefined || printed.trim() === '' ? {} : { text: printed.trim() };
  return { kind: 'number', value, unit: inPercent ? 'percent' : 'decimal', tolerance: 0, ...text };
}

/** Throws `ProgramError` when the program cannot be read or executed. */
export function readGold({ program, exeAns, printed, tables }: GoldInput): Gold {
  const steps = parseProgram(program);
  if (exeAns === null || exeAns === undefined || exeAns === '') return { excluded: noGold, detail: program };
  const executed = executeProgram(steps, tables);
  if (typeof executed === 'boolean') {
    const stated = String(exeAns).toLowerCase();
    if (stated !== (executed ? 'yes' : 'no')) {
      return {
        excluded: 'gold program contradicts exe_ans',
        detail: `program gives ${executed ? 'yes' : 'no'}, exe_ans is ${stated}`,
      };
    }
    return { reference: { kind: 'boolean', value: executed }, steps };
  }
  const value = Number(exeAns);
  if (!Number.isFinite(value)) throw new ProgramError(`exe_ans "${exeAns}" is no number`);
  if (Math.abs(executed - value) > 1e-5 * Math.max(1, Math.abs(value))) {
    return {
      excluded: 'gold program contradicts exe_ans',
      detail: `program gives ${executed}, exe_ans is ${value}`,
    };
  }
  if (addsACount(steps)) {
    return { excluded: 'gold program adds the number of values to the sum', detail: program };
  }
  const shown = printedNumber(printed ?? '');
  if (shown === null) {
    return { reference: numberReference(value, printed, endsInPercentUnits(steps, tables)), steps };
  }
  if (shown.percent && agrees(shown, value * 100))
    return { reference: numberReference(value, printed, false), steps };
  if (shown.percent && agrees(shown, value))
    return { reference: numberReference(value, printed, true), steps };
  if (!shown.percent && agrees(shown, value))
    return { reference: numberReference(value, printed, endsInPercentUnits(steps, tables)), steps };
  // `27.9` for 0.279 has lost its sign.
  if (!shown.percent && agrees(shown, value * 100))
    return { reference: numberReference(value, `${printed?.trim() ?? ''}%`, false), steps };
  return {
    excluded: 'printed answer contradicts exe_ans',
    detail: `printed "${printed ?? ''}", exe_ans ${value}`,
  };
}
