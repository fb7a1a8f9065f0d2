/** What a calculator was asked and gave: as a client is told, as the model that asked reads it, and as a source of numbers. */

import { calculators, readArguments } from '../../calculate/index.ts';
import type { Calculation } from '../../calculate/index.ts';
import { FinR1Error, InputError } from '../../core/errors.ts';

export type CalculationOutcome = { result: Calculation } | { error: string };

export type Calculated = {
  name: string;
  /** As they were given; a text where they are no JSON. */
  arguments: unknown;
} & CalculationOutcome;

/** Computes. What is wrong with the arguments is said in words, for whoever gave them. */
export function outcomeOf(name: string, args: string): CalculationOutcome {
  try {
    const calculator = calculators.get(name);
    if (calculator === undefined) throw new InputError(`there is no calculator ${JSON.stringify(name)}`);
    return { result: calculator.run(readArguments(args)) };
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return { error: error.hint === undefined ? error.message : `${error.message} (${error.hint})` };
  }
}

export function shownToModel(outcome: CalculationOutcome, note?: string): string {
  const shown = 'error' in outcome ? { error: outcome.error } : outcome.result;
  return JSON.stringify(note === undefined ? shown : { ...shown, note });
}

/**
 * The figures that it gives, for the checker. The formula stays out: its numbers are those that the model gave.
 * `place` counts the calculations of an answer from 1.
 */
export function evidenceText(calculated: Calculated, place: number): { id: string; text: string } | null {
  if ('error' in calculated) return null;
  const { value, unit, parts = {} } = calculated.result;
  const figures = [
    `${calculated.name}: ${value}${unit === 'percent' ? '%' : ''}`,
    ...Object.entries(parts).map(([name, figure]) => `${name}: ${figure}`),
  ];
  return { id: `calculator:${calculated.name}#${place}`, text: figures.join('\n') };
}
