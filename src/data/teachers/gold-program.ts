/**
 * The gold-program teacher: renders a question's gold program as reasoning. Offline stand-in for the paper's DeepSeek-R1 (§3.2) on
 * FinQA, ConvFinQA and TAT-QA: where each operand stands, each operation as a claim that can be recomputed, then the answer.
 *
 * It departs from a real teacher in that it is told the gold, and it never invents: an operand that stands nowhere is said to stand
 * nowhere, which the reasoning check may hold against the trace. Same text for every sample.
 */

import type { Question, Table } from '../../core/question.ts';
import { goldText, plainNumber, printedScale, wantsPercent } from '../gold-text.ts';
import { operandOrigin } from '../operand-origin.ts';
import { printedChain } from '../program-chain.ts';
import { parseProgram } from '../program-parse.ts';
import { rowOperands, summedValues, type Operand, type ProgramStep, type ProgramValue } from '../program.ts';
import type { OfflineTeacher } from '../teacher.ts';
import { makeTrace } from './make-trace.ts';

const id = 'teacher:gold-program';

const opNames = {
  add: ['Sum', '+'],
  subtract: ['Difference', '-'],
  multiply: ['Product', '*'],
  divide: ['Quotient', '/'],
  exp: ['Power', '^'],
} as const;

/** Numbers that convert units or take a whole as 1; dialogues do not mark them as constants. */
const conversions: ReadonlySet<number> = new Set([1, 100, 1000, 1e6, 1e9]);

function operandsOf(steps: readonly ProgramStep[]): Operand[] {
  const operands = steps.flatMap((step) =>
    'row' in step ? [] : step.op === 'value' ? [step.of] : [step.left, step.right],
  );
  return operands.filter(
    (operand, i) =>
      operands.findIndex((other) => other.text === operand.text) === i && operand.kind !== 'step',
  );
}

/** True when the operand divides a sum of as many values: the count of an average. */
function isCount(operand: Operand, steps: readonly ProgramStep[]): boolean {
  if (operand.kind === 'step') return false;
  return steps.some(
    (step) =>
      step.op === 'divide' &&
      step.right.text === operand.text &&
      operand.value > 1 &&
      summedValues(step.left, steps) === operand.value,
  );
}

/** The sentence that says where an operand comes from. */
function originLine(operand: Operand, steps: readonly ProgramStep[], question: Question): string | null {
  if (operand.kind === 'step') return null;
  const value = plainNumber(operand.value);
  if (isCount(operand, steps)) return `There are ${value} values to average.`;
  const origin = operandOrigin(operand.kind === 'constant' ? value : operand.text, question);
  if (operand.kind === 'constant') {
    return origin?.kind === 'question'
      ? `What was asked names ${value}.`
      : `${value} is a constant of the calculation.`;
  }
  const decimal = origin?.asPercent ? `, that is ${value}` : '';
  switch (origin?.kind) {
    case 'cell': {
      const column = origin.column.trim() === '' ? '' : `, column "${origin.column}"`;
      return `The table gives ${origin.text} in row "${origin.row}"${column}${decimal}.`;
    }
    case 'sentence':
      return `The text says "${origin.excerpt}"${decimal}.`;
    case 'history':
      return `The earlier question "${origin.question}" had the answer ${origin.answer}${decimal}.`;
    case 'question':
      return `What was asked names ${operand.text}${decimal}.`;
    case undefined:
      return conversions.has(operand.value)
        ? `${value} is a constant of the calculation.`
        : `The number ${operand.text} is printed neither in the table nor in the text.`;
  }
}

function signed(value: number): string {
  return value < 0 ? `(${plainNumber(value)})` : plainNumber(value);
}

function rowLines(
  step: Extract<ProgramStep, { row: string }>,
  result: string,
  tables: readonly Table[],
): string[] {
  const cells = rowOperands(step.row, tables);
  const values = cells.map((cell) => signed(cell.value));
  const found = `The row "${step.row}" holds ${cells.map((cell) => cell.text).join(', ')}.`;
  switch (step.op) {
    case 'table_max':
      return [found, `The largest of them is ${result}.`];
    case 'table_min':
      return [found, `The smallest of them is ${result}.`];
    case 'table_sum':
      return [found, `Sum of the row: ${values.join(' + ')} = ${result}`];
    case 'table_average':
      return [found, `Average of the row: (${values.join(' + ')}) / ${values.length} = ${result}`];
  }
}

function stepLines(
  step: ProgramStep,
  at: number,
  results: readonly ProgramValue[],
  tables: readonly Table[],
): string[] {
  const result = results[at];
  const text = typeof result === 'number' ? plainNumber(result) : '';
  if ('row' in step) return rowLines(step, text, tables);
  if (step.op === 'value') return ['No calculation is needed: the value can be read off.'];
  const print = (operand: Operand): string =>
    signed(operand.kind === 'step' ? (results[operand.index] as number) : operand.value);
  const [left, right] = [print(step.left), print(step.right)];
  if (step.op === 'greater') {
    return [`Comparison: ${left} is ${result === true ? '' : 'not '}greater than ${right}.`];
  }
  const [name, sign] = opNames[step.op];
  return [`${name}: ${left} ${sign} ${right} = ${text}`];
}

function closingLines(question: Question, last: ProgramValue | undefined, answer: string): string[] {
  if (typeof last === 'number' && wantsPercent(question)) {
    const percent = plainNumber(last * 100, 10);
    return [`As a percentage: ${signed(last)} * 100 = ${percent}`, `So the answer is ${answer}.`];
  }
  const scale = printedScale(question.reference);
  if (scale === null) return [`So the answer is ${answer}.`];
  return [`These figures count in ${scale.word}s.`, `So the answer is ${answer}.`];
}

export const goldProgramTeacher: OfflineTeacher = {
  id,

  distil(question, sample, seed) {
    if (question.program === undefined) return null;
    const answer = goldText(question);
    if (answer === null) return null;
    const steps = parseProgram(question.program);
    const results = printedChain(steps, question.tables);
    return makeTrace(id, question, sample, seed, {
      steps: [
        `Asked: ${question.question}`,
        ...operandsOf(steps).flatMap((operand) => originLine(operand, steps, question) ?? []),
        ...steps.flatMap((step, at) => stepLines(step, at, results, question.tables)),
        ...closingLines(question, results.at(-1), answer),
      ],
      answer,
    });
  },
};
