/** What a portfolio may be: bounds of assets and groups, and what trading costs. All weights together are 1. */

import { InputError } from '../../../core/errors.ts';
import type { LinearRow } from './program.ts';
import { sum } from './linear.ts';

export interface GroupBound {
  name: string;
  symbols: string[];
  /** Of the group's weights together; 0 and 1 where left out. */
  lower?: number;
  upper?: number;
}

export interface Trading {
  /** Weights held now by symbol; what is not named is not held. Together 1, or 0 for a new portfolio. */
  current: Readonly<Record<string, number>>;
  /** Fraction of what is bought or sold that is lost, once. */
  cost: number;
  /** The most that may be traded, Σ|w − w₀|. */
  limit?: number;
}

export interface Constraints {
  /** Of every weight, or by symbol; 0 (long only) where left out. */
  lower?: number | Readonly<Record<string, number>>;
  /** 1 where left out. */
  upper?: number | Readonly<Record<string, number>>;
  groups?: readonly GroupBound[];
  trading?: Trading;
}

/** Constraints by asset, checked. */
export interface Bounds {
  symbols: readonly string[];
  lower: number[];
  upper: number[];
  /** Over the weights, the sum of 1 among them. */
  rows: LinearRow[];
  trading: { current: number[]; cost: number; limit: number } | null;
}

function wrong(message: string, hint: string): InputError {
  return new InputError(message, { code: 'constraints', hint });
}

function boundsOf(
  symbols: readonly string[],
  given: Constraints['lower'],
  fallback: number,
  name: string,
): number[] {
  const values = symbols.map((symbol) =>
    typeof given === 'number'
      ? given
      : given !== undefined && Object.hasOwn(given, symbol)
        ? (given[symbol] as number)
        : fallback,
  );
  if (typeof given === 'object') requireKnown(Object.keys(given), symbols, name);
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    throw wrong(`${name} of ${symbols[at]} is ${values[at]}`, 'Give a fraction of the portfolio, e.g. 0.4');
  }
  return values;
}

function requireKnown(given: readonly string[], symbols: readonly string[], where: string): void {
  const unknown = given.find((symbol) => !symbols.includes(symbol));
  if (unknown === undefined) return;
  throw wrong(`${where} names ${unknown}, which has no prices`, `Use the symbols ${symbols.join(', ')}.`);
}

/** `constraints` for `symbols`, in their order. @throws InputError (`constraints`) for what no portfolio can mean. */
export function boundsFor(symbols: readonly string[], constraints: Constraints): Bounds {
  const lower = boundsOf(symbols, constraints.lower, 0, 'the lower bound');
  const upper = boundsOf(symbols, constraints.upper, 1, 'the upper bound');
  const crossed = lower.findIndex((value, i) => value > (upper[i] as number));
  if (crossed >= 0) {
    throw wrong(
      `${symbols[crossed]} is to be at least ${lower[crossed]} and at most ${upper[crossed]}`,
      'Make the lower bound the lower one.',
    );
  }
  const rows: LinearRow[] = [
    { name: 'fully invested: all weights together are 1', terms: symbols.map(() => 1), lower: 1, upper: 1 },
  ];
  for (const { name, symbols: members, lower: least = 0, upper: most = 1 } of constraints.groups ?? []) {
    requireKnown(members, symbols, `the group ${name}`);
    if (!(least <= most))
      throw wrong(`the group ${name} is to be at least ${least} and at most ${most}`, 'Swap the bounds.');
    rows.push({
      name: `group ${name} between ${least} and ${most}`,
      terms: symbols.map((symbol) => (members.includes(symbol) ? 1 : 0)),
      lower: least,
      upper: most,
    });
  }
  return { symbols, lower, upper, rows, trading: tradingOf(symbols, constraints.trading) };
}

function tradingOf(symbols: readonly string[], trading: Trading | undefined): Bounds['trading'] {
  if (trading === undefined) return null;
  const { current, cost, limit = Infinity } = trading;
  requireKnown(Object.keys(current), symbols, 'the present portfolio');
  const held = symbols.map((symbol) => (Object.hasOwn(current, symbol) ? (current[symbol] as number) : 0));
  const total = sum(held);
  if (Math.abs(total - 1) > 1e-9 && total !== 0) {
    throw wrong(
      `the weights held now add up to ${total}`,
      'Give weights that add up to 1, or none for a new portfolio.',
    );
  }
  if (!(cost >= 0 && cost < 1))
    throw wrong(`trading costs of ${cost}`, 'Give a fraction, e.g. 0.001 for 0.1 %');
  if (!(limit >= 0))
    throw wrong(`a trading limit of ${limit}`, 'Give Σ|w − w₀| as a fraction; 2 is everything.');
  return { current: held, cost, limit };
}
