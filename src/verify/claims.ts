/**
 * Finds the arithmetic a trace claims (`5,829 - 5,735 = 94`, `94 / 5,735 ≈ 1.64%`, `5% of 1,200 is 60`) and recomputes it
 * exactly. In a chain `a = b = c` every calculation is held against each later result. Part of the paper's reasoning
 * check (v5, 3.2, internal consistency), here without a judge.
 *
 * A claim holds when the stated result is the computed one rounded to the digits that it prints; with `=` (not `≈`) it
 * must have two significant digits, or two decimals, or whole percent, or be within 1 %, so that `7 / 3 = 2` does not hold.
 * Units that the text leaves out on one side are understood: `57.3 - 59.7 = -2.4%` (of bare numbers below 1,000),
 * `15 / 48 * 100 = 31.25%`, `5,829 - 5,735 = $94 million`.
 */

import { checkClaim, literalValue } from './claim-check.ts';
import { claimTokens } from './claim-tokens.ts';
import type { ClaimToken } from './claim-tokens.ts';
import type { Exact } from './expression.ts';
import type { NumberUnit } from './number.ts';

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
    return {
      tokens,
      approximate,
      calculation,
      value: calculation === null ? undefined : literalValue(calculation),
    };
  });
  for (const [index, { calculation, value }] of steps.entries()) {
    if (calculation === null || value === undefined) continue;
    for (const later of steps.slice(index + 1, index + 1 + MAX_RESULTS)) {
      if (isSame(value, later.value)) continue;
      const stated = asResult(later.tokens);
      if (stated === null) break;
      claims.push(checkClaim(text, calculation, stated, later.approximate));
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
