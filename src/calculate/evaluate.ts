/** The value of an arithmetic expression, without `eval` (`expression.ts` has the grammar). */

import { z } from 'zod';
import { ROUNDED, rounded, shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { Exact } from './decimal.ts';
import { evaluateExpression } from './expression.ts';
import { Fraction } from './fraction.ts';

const LONGEST = 1000;

export const evaluate = defineCalculator({
  name: 'evaluate',
  description:
    'Value of an arithmetic expression in exact arithmetic: + - * / (also − × ÷), ^ for powers and roots (2^0.5), parentheses, and % for hundredths (200 + 10% is 200.1; write 200 * (1 + 10%) to add a tenth). No functions and no variables.',
  schema: z.strictObject({
    expression: z
      .string({ error: 'a string such as "(1,250 - 1,000) / 1,000"' })
      .min(1, { error: 'a string such as "(1,250 - 1,000) / 1,000"' })
      .max(LONGEST, { error: `at most ${LONGEST} characters` })
      .describe(
        'The expression, e.g. "(1,250 - 1,000) / 1,000 * 100"; commas may stand between groups of three digits',
      ),
  }),
  compute({ expression }) {
    const { value, exact } = evaluateExpression(expression);
    const decimal = value.toDecimal();
    const result = shown(decimal);
    // Fractions know what is exact; decimals can only tell that many digits are 0.
    const whole = exact && Fraction.of(new Exact(result.value).abs().toFixed()).equals(value.abs());
    return {
      ...(whole ? result : { value: rounded(decimal), digits: ROUNDED }),
      unit: 'number',
      formula: expression,
    };
  },
});
