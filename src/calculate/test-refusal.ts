/** For tests: the message with which a calculator refuses arguments. */

import { InputError } from '../core/errors.ts';
import type { Calculator } from './calculator.ts';

export function refusal(calculator: Calculator, args: unknown): string {
  try {
    calculator.run(args);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error(`${calculator.name} took ${JSON.stringify(args)}`);
}
