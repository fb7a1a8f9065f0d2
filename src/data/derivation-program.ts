/**
 * Translates the derivations of TAT-QA (`(44.1-56.7)/56.7`, `[(4+4)/2] - [(2+3)/2]`, `34% + 11%`) into FinQA's program language, so
 * that one executor and one teacher serve both data sets.
 *
 * A derivation is the note of an annotator, not code: what is no plain arithmetic (`60.3 million + 32,137 thousand`) gives no program,
 * and a program is worth something only once its value was held against the gold, which is the caller's part.
 */

import { parseProgram } from './program-parse.ts';
import { programFromPython } from './program-python.ts';
import { ProgramError, summedValues } from './program.ts';

const COUNT_DIVISOR = /divide\(#(\d+), (\d+)\)/g;

/** A divisor that is the number of values summed up becomes a constant: `divide(#0, 2)` → `divide(#0, const_2)`. */
function markCounts(program: string): string {
  const steps = parseProgram(program);
  return program.replace(COUNT_DIVISOR, (text: string, step: string, divisor: string) => {
    const left = { kind: 'step', text: `#${step}`, index: Number(step) } as const;
    return summedValues(left, steps) === Number(divisor) ? `divide(#${step}, const_${divisor})` : text;
  });
}

/** The program of a derivation; null where it is empty or no plain arithmetic. */
export function derivationProgram(derivation: string): string | null {
  const expression = derivation
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/[$£€]/g, '')
    .replace(/[[{]/g, '(')
    .replace(/[\]}]/g, ')')
    .replace(/[–−]/g, '-')
    .replace(/[×]/g, '*')
    .replace(/[÷]/g, '/')
    .trim();
  if (expression === '') return null;
  try {
    return markCounts(programFromPython(`ans = ${expression}`));
  } catch (error) {
    if (error instanceof ProgramError) return null;
    throw error;
  }
}
