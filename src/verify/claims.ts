/**
 * Finds the arithmetic a trace claims (`5,829 - 5,735 = 94`, `94 / 5,735 ≈ 1.64%`, `5% of 1,200 is 60`) and recomputes it
 * exactly. In a chain `a = b = c` every calculation is held against each later result. Part of the paper's reasoning
 * check (v5, 3.2, internal consistency), here without a judge.
 *
 * A claim holds when the stated result is the computed one rounded to the digits that it prints; with `=` (not `≈`) it
 * must have two significant digits, or whole percent, or be within 1 %, so that `7 / 3 = 2` does not hold. Units that the
 * text leaves out on one side are understood: `57.3% - 59.7 = -2.4%`, `15 / 48 * 100 = 31.25%`, `5,829 - 5,735 = $94 million`.
 */

import { claimTokens } from './claim-tokens.ts';
import type { ClaimToken } from './claim-tokens.ts';
import { evaluateExpression, Exact } from './expression.ts';
import type { ExpressionToken } from './expression.ts';
import type { NumberUnit, ParsedNumber } from './number.ts';

export interface Claim {
  /** Where the claim stands: from the calculation to the end of its stated result. */
  start: number;
  end: number;
  text: string;
  /** The calculation as printed. */
  expression: string;
  /** Where the stated result begins; it ends where the claim does. */
  statedStart: number;
  /** The stated result in its own unit: 1.64 for `1.64%`. */
  stated: number;
  unit: NumberUnit;
  /** The exact result in the stated result's unit; null where there is none, as in a division by zero. */
  computed: number | null;
  holds: boolean;
}

type NumberToken = Extract<ClaimToken, { kind: 'number' }>;

/** A side of an equal sign: as what a result is read from, and as what a calculation is read from. */
interface Side {
  tokens: ClaimToken[];
  approximate: boolean;
}

/** How many results of one calculation are looked at: `a / b = 0.0164 = 1.64%` has two. */
const MAX_RESULTS = 8;
/** Two calculations are the same step of a chain when they differ by rounded operands only. */
const SAME_SHARE = 1e-3;

export function findClaims(text: string): Claim[] {
  const claims: Claim[] = [];
  let sides: Side[] = [{ tokens: [], approximate: false }];
  const finish = (): void => {
    if (sides.length > 1) claims.push(...chainClaims(text, sides));
    sides = [{ tokens: [], approximate: false }];
  };
  for (const token of claimTokens(text)) {
    const side = sides.at(-1);
    const last = side?.tokens.at(-1);
    if (token.kind === 'break') finish();
    else if (token.kind === 'equals') {
      // "is" states a result only of a calculation; otherwise it is ordinary text.
      if (token.word && !side?.tokens.some(({ kind }) => kind === 'operator')) finish();
      else sides.push({ tokens: [], approximate: token.approximate });
    } else if (
      (token.kind === 'number' || token.kind === 'open') &&
      (last?.kind === 'number' || last?.kind === 'close')
    ) {
      finish();
      sides.at(-1)?.tokens.push(token);
    } else side?.tokens.push(token);
  }
  finish();
  return claims;
}

function chainClaims(text: string, sides: readonly Side[]): Claim[] {
  const claims: Claim[] = [];
  const steps = sides.map(({ tokens, approximate }) => {
    const calculation = asCalculation(tokens);
    return { tokens, approximate, calculation, value: calculation && evaluate(calculation, literalPower) };
  });
  for (const [index, { calculation, value }] of steps.entries()) {
    if (calculation === null) continue;
    for (const later of steps.slice(index + 1, index + 1 + MAX_RESULTS)) {
      if (isSame(value, later.value)) continue;
      const stated = asResult(later.tokens);
      if (stated === null) break;
      claims.push(check(text, calculation, stated, later.approximate));
      // Behind a result that is calculated on, `a - b = 94 / c = d`, the equal signs no longer speak of this calculation.
      if (later.calculation !== null) break;
    }
  }
  return claims;
}

function isSame(a: Exact | null | undefined, b: Exact | null | undefined): boolean {
  return (
    a !== undefined &&
    a !== null &&
    b !== undefined &&
    b !== null &&
    a.minus(b).abs().lessThanOrEqualTo(a.abs().times(SAME_SHARE))
  );
}

/** What can be calculated at the end of a side: behind any bracket that is still open or was closed too often. */
function asCalculation(side: readonly ClaimToken[]): ClaimToken[] | null {
  const open: number[] = [];
  let from = 0;
  for (const [index, token] of side.entries()) {
    if (token.kind === 'open') open.push(index + 1);
    else if (token.kind === 'close' && open.pop() === undefined) from = index + 1;
  }
  let tokens = side.slice(Math.max(from, open.at(-1) ?? 0));
  while (tokens[0]?.kind === 'operator' && tokens[0].operator !== '-') tokens = tokens.slice(1);
  const calculates = tokens.some(
    (token, index) => token.kind === 'operator' && index > 0 && tokens[index - 1]?.kind !== 'open',
  );
  return calculates ? tokens : null;
}

/** The number that a side states first: `94`, `-94`, `(94)`; null where it begins otherwise. */
function asResult(side: readonly ClaimToken[]): ClaimToken[] | null {
  const [first, second, third] = side;
  if (first?.kind === 'number') return [first];
  if (
    first?.kind === 'operator' &&
    (first.operator === '-' || first.operator === '+') &&
    second?.kind === 'number'
  )
    return [first, second];
  if (first?.kind === 'open' && second?.kind === 'number' && third?.kind === 'close')
    return [first, second, third];
  return null;
}

function check(
  text: string,
  calculation: readonly ClaimToken[],
  result: readonly ClaimToken[],
  approximate: boolean,
): Claim {
  const numberToken = result.find((token): token is NumberToken => token.kind === 'number');
  const first = calculation[0];
  const last = calculation.at(-1);
  if (numberToken === undefined || first === undefined || last === undefined)
    throw new RangeError('check: empty claim');
  const number = numberToken.number;
  const minus = result[0]?.kind === 'operator' && result[0].operator === '-';
  const end = result.at(-1)?.end ?? numberToken.end;
  const claim = {
    start: first.start,
    end,
    text: text.slice(first.start, end),
    expression: text.slice(first.start, last.end),
    statedStart: result[0]?.start ?? numberToken.start,
    unit: number.unit,
  };
  let nearest: { stated: number; computed: number | null } | undefined;
  for (const reading of readings(calculation, number)) {
    if (reading.computed === null) {
      nearest ??= { stated: minus ? -number.value : number.value, computed: null };
      continue;
    }
    // A bracketed result may be an accounting negative.
    const signs = result[0]?.kind === 'open' ? [1, -1] : [minus ? -1 : 1];
    for (const sign of signs) {
      const stated = reading.stated.times(sign);
      const values = { stated: stated.toNumber(), computed: reading.computed.toNumber() };
      if (agrees(reading.computed, stated, reading.half, number, approximate))
        return { ...claim, ...values, holds: true };
      nearest ??= values;
    }
  }
  return { ...claim, stated: number.value, computed: null, ...nearest, holds: false };
}

function agrees(
  computed: Exact,
  stated: Exact,
  half: Exact,
  number: ParsedNumber,
  approximate: boolean,
): boolean {
  const distance = computed.minus(stated).abs();
  if (distance.greaterThan(half)) return false;
  if (approximate || distance.isZero() || number.significant >= 2) return true;
  if (number.unit === 'percent' && number.power === 0 && !stated.isZero()) return true;
  return distance.lessThanOrEqualTo(computed.abs().times(0.01));
}

interface Reading {
  /** In the unit of `stated`. */
  computed: Exact | null;
  stated: Exact;
  half: Exact;
}

const UNIT_POWER = { plain: 0, percent: -2, 'percentage-points': -2, 'basis-points': -4 } as const;

function literalPower(number: ParsedNumber): number {
  return number.power + UNIT_POWER[number.unit];
}

/** What the two sides can mean, most literal first: units and scale words as printed, then those that one side leaves out. */
function readings(calculation: readonly ClaimToken[], number: ParsedNumber): Reading[] {
  const operands = calculation
    .filter((token): token is NumberToken => token.kind === 'number')
    .map((token) => token.number);
  const additive = calculation.every(
    (token) => token.kind !== 'operator' || token.operator === '+' || token.operator === '-',
  );
  const unitPower = UNIT_POWER[number.unit];
  const literal = evaluate(calculation, literalPower);
  if (literal === undefined) return [];
  const digits = new Exact(number.digits);
  const list: Reading[] = [];
  const add = (computed: Exact | null | undefined, power: number): void => {
    if (computed === undefined) return;
    list.push({
      computed,
      stated: shift(digits, power),
      half: shift(new Exact(0.5), power - number.decimals),
    });
  };
  add(literal === null ? null : shift(literal, -unitPower), number.power);
  if (literal === null) return list;

  const timesHundred = calculation.some(
    (token, index) =>
      token.kind === 'number' &&
      token.number.digits === '100' &&
      token.number.unit === 'plain' &&
      [calculation[index - 1], calculation[index + 1]].some(
        (beside) => beside?.kind === 'operator' && beside.operator === '*',
      ),
  );
  const withUnit = operands.filter((operand) => operand.unit !== 'plain').length;
  if (unitPower !== 0 && timesHundred) add(literal, number.power);
  if (additive && withUnit > 0 && (unitPower !== 0 || withUnit === operands.length)) {
    add(
      evaluate(calculation, (of) => of.power),
      number.power,
    );
  }
  const [power = 0] = operands.map((operand) => operand.power);
  if (number.power > 0 && operands.every((operand) => operand.power === 0))
    add(shift(literal, -unitPower), 0);
  else if (
    number.power === 0 &&
    power > 0 &&
    additive &&
    operands.every((operand) => operand.power === power)
  ) {
    add(shift(literal, -unitPower - power), 0);
  }
  return list;
}

function shift(value: Exact, power: number): Exact {
  return power === 0 ? value : value.times(new Exact(`1e${power}`));
}

function evaluate(
  tokens: readonly ClaimToken[],
  power: (number: ParsedNumber) => number,
): Exact | null | undefined {
  const expression: ExpressionToken[] = [];
  for (const token of tokens) {
    if (token.kind === 'number') {
      expression.push({ kind: 'number', value: new Exact(`${token.number.digits}e${power(token.number)}`) });
    } else if (token.kind === 'operator') expression.push({ kind: 'operator', operator: token.operator });
    else if (token.kind === 'open' || token.kind === 'close') expression.push({ kind: token.kind });
  }
  return evaluateExpression(expression);
}
