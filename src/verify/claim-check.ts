/** Holds one stated result against one calculation. The rules stand in `claims.ts`. */

import type { ClaimToken } from './claim-tokens.ts';
import type { Claim } from './claims.ts';
import { evaluateExpression, Exact } from './expression.ts';
import type { ExpressionToken } from './expression.ts';
import type { ParsedNumber } from './number.ts';

type NumberToken = Extract<ClaimToken, { kind: 'number' }>;

const UNIT_POWER = { plain: 0, percent: -2, 'percentage-points': -2, 'basis-points': -4 } as const;
/** Bare numbers from here on are amounts, not percent figures. */
const PERCENT_FIGURE_LIMIT = 1000;
/** An average of up to so many figures keeps their unit. */
const MAX_AVERAGED = 20;
const COARSE_SHARE = 0.01;

/** Checks the claim; a dash in front of the calculation is read as a list mark, and where that does not hold as a sign. */
export function checkClaim(
  text: string,
  calculation: readonly ClaimToken[],
  result: readonly ClaimToken[],
  approximate: boolean,
): Claim {
  const [first, ...rest] = calculation;
  if (first?.kind !== 'operator' || !first.listMark) return check(text, calculation, result, approximate);
  const listed = check(text, rest, result, approximate);
  const signed = check(text, calculation, result, approximate);
  return signed.holds && !listed.holds ? signed : listed;
}

function check(
  text: string,
  calculation: readonly ClaimToken[],
  result: readonly ClaimToken[],
  approximate: boolean,
): Claim {
  const stated = result.find((token): token is NumberToken => token.kind === 'number');
  const [first, last] = [calculation[0], calculation.at(-1)];
  const [from, to] = [result[0], result.at(-1)];
  if (
    stated === undefined ||
    first === undefined ||
    last === undefined ||
    from === undefined ||
    to === undefined
  ) {
    throw new RangeError('checkClaim: the calculation or its result is empty');
  }
  const number = stated.number;
  const minus = from.kind === 'operator' && from.operator === '-' ? -1 : 1;
  // A bracketed result may be an accounting negative.
  const signs = from.kind === 'open' ? [1, -1] : [minus];
  const claim: Claim = {
    start: first.start,
    end: to.end,
    text: text.slice(first.start, to.end),
    expression: text.slice(first.start, last.end),
    statedStart: from.start,
    stated: minus * number.value,
    unit: number.unit,
    computed: null,
    holds: false,
  };
  let nearest = claim;
  for (const reading of readings(calculation, number)) {
    for (const sign of signs) {
      const value = reading.stated.times(sign);
      const read = { ...claim, stated: value.toNumber(), computed: reading.computed.toNumber() };
      if (agrees({ ...reading, stated: value }, number, approximate)) return { ...read, holds: true };
      if (nearest === claim) nearest = read;
    }
  }
  return nearest;
}

interface Reading {
  computed: Exact;
  /** In the unit of `computed`, as `half` is: half a unit of the last printed digit. */
  stated: Exact;
  half: Exact;
}

function agrees({ computed, stated, half }: Reading, number: ParsedNumber, approximate: boolean): boolean {
  const distance = computed.minus(stated).abs();
  if (distance.greaterThan(half)) return false;
  if (approximate || distance.isZero() || number.significant >= 2) return true;
  if (stated.isZero()) return false;
  const fine = number.decimals >= 2 || (number.unit === 'percent' && number.power === 0);
  return fine || distance.lessThanOrEqualTo(computed.abs().times(COARSE_SHARE));
}

/** What the two sides can mean, most literal first: units and scale words as printed, then those that one side leaves out. */
function readings(calculation: readonly ClaimToken[], number: ParsedNumber): Reading[] {
  const literal = literalValue(calculation);
  if (literal === undefined || literal === null) return [];
  const list: Reading[] = [];
  const add = (computed: Exact | null | undefined, power: number): void => {
    if (computed === undefined || computed === null) return;
    const half = shift(new Exact(0.5), power - number.decimals);
    list.push({ computed, stated: shift(new Exact(number.digits), power), half });
  };
  const unitPower = UNIT_POWER[number.unit];
  add(shift(literal, -unitPower), number.power);

  const operands = calculation.filter((token) => token.kind === 'number').map((token) => token.number);
  const linear = isLinear(calculation);
  const someUnit = operands.some(({ unit }) => unit !== 'plain');
  const allUnits = operands.every(({ unit }) => unit !== 'plain');
  const figures = operands.every(({ value, currency }) => !currency && value < PERCENT_FIGURE_LIMIT);
  if (unitPower !== 0 ? linear && (someUnit || figures) : linear && allUnits) {
    add(
      evaluate(calculation, ({ power }) => power),
      number.power,
    );
  } else if (unitPower !== 0 && multipliesByHundred(calculation)) add(literal, number.power);

  const powers = operands.map(({ power }) => power);
  const least = Math.min(...powers.slice(0, MAX_AVERAGED));
  if (number.power > 0 && powers.every((power) => power === 0)) add(shift(literal, -unitPower), 0);
  else if (number.power === 0 && least > 0 && linear) add(shift(literal, -unitPower - least), 0);
  return list;
}

/** Sums, differences and averages: what keeps the unit of its operands. */
function isLinear(calculation: readonly ClaimToken[]): boolean {
  return calculation.every((token, index) => {
    if (token.kind !== 'operator' || token.operator === '+' || token.operator === '-') return true;
    const [before, after] = [calculation[index - 1], calculation[index + 1]];
    const counts =
      after?.kind === 'number' && /^\d+$/.test(after.number.raw) && after.number.value <= MAX_AVERAGED;
    return token.operator === '/' && before?.kind === 'close' && counts;
  });
}

function multipliesByHundred(calculation: readonly ClaimToken[]): boolean {
  return calculation.some((token, index) => {
    if (token.kind !== 'number' || token.number.value !== 100 || token.number.unit !== 'plain') return false;
    const beside = [calculation[index - 1], calculation[index + 1]];
    return beside.some((other) => other?.kind === 'operator' && other.operator === '*');
  });
}

/** The value of a calculation with its units and scale words as printed; null and undefined as in `evaluateExpression`. */
export function literalValue(calculation: readonly ClaimToken[]): Exact | null | undefined {
  return evaluate(calculation, ({ power, unit }) => power + UNIT_POWER[unit]);
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

function shift(value: Exact, power: number): Exact {
  return power === 0 ? value : value.times(new Exact(`1e${power}`));
}
