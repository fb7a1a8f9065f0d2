/**
 * From a profile, prices and products to an advice: score, gate, plan, gate again, explanation. What the gate refuses is never computed
 * into a plan, and a plan that the gate refuses is not shown.
 */

import { contentHash } from '../../../core/ids.ts';
import type { TextModel } from '../../../models/index.ts';
import { disclaimers } from '../explain/disclaimers.ts';
import { explainAdvice } from '../explain/explain.ts';
import type { CheckPromises } from '../explain/check-draft.ts';
import type { Explanation } from '../explain/explain.ts';
import { isSayable } from '../explain/cues.ts';
import type { Names } from '../explain/cues.ts';
import type { Figure } from '../figure.ts';
import type { Finding as MarketFinding } from '../market/finding.ts';
import { ownPrices, rowsUntil } from '../market/own-prices.ts';
import type { OwnPrices } from '../market/own-prices.ts';
import { inconsistencies } from '../profile/consistency.ts';
import type { Profile } from '../profile/profile.ts';
import { scoreRisk } from '../profile/score.ts';
import { Gate } from '../suitability/gate.ts';
import type { FindRule } from '../suitability/citations.ts';
import { checkExclusions } from '../suitability/exclusions.ts';
import type { Finding } from '../suitability/finding.ts';
import type { Product } from '../suitability/products.ts';
import type { Advice, Assumptions } from './advice.ts';
import { estimatesFor, estimatesOf } from './estimates.ts';
import type { Prices } from './estimates.ts';
import { makePlan } from './make-plan.ts';
import type { Extent } from './make-plan.ts';
import { nothingOffered } from './obstacle.ts';
import { Offers } from './offers.ts';
import { profileFigures } from './profile-figures.ts';

export interface AdviceInput {
  profile: Profile;
  products: readonly Product[];
  prices: Prices;
  assumptions: Assumptions;
}

export interface AdviceTools {
  findRule: FindRule;
  rulebooks: readonly { name: string; version: string }[];
  checkPromises: CheckPromises;
  /** Null: the explanation is put together from our own sentences. */
  model: TextModel | null;
  signal?: AbortSignal;
}

const SHORT_HISTORY_YEARS = 5;
const HASH_DIGITS = 64;

/** @throws InputError where the prices or exclusions cannot be used; InterruptedError when `signal` fires. */
export async function advise(input: AdviceInput, tools: AdviceTools): Promise<Advice> {
  return explained(await computeAdvice(input, tools, 'all figures'), tools);
}

/** An advice with its explanation; a refusal stays without one. */
export async function explained(
  advice: Advice,
  { model, checkPromises }: Pick<AdviceTools, 'model' | 'checkPromises'>,
): Promise<Advice> {
  if (!advice.isAdvised) return advice;
  const { profile, assumptions } = advice;
  const names = namesOf(advice);
  const explanation: Explanation = await explainAdvice({
    figures: advice.figures.filter((figure) => isSayable(figure, names)),
    ...{ names, language: profile.language, model, checkPromises, seed: assumptions.seed },
    findings: advice.findings
      .filter(({ decision, stage }) => decision === 'caution' && stage !== 'product')
      .map(({ text }) => text[profile.language]),
  });
  return { ...advice, explanation };
}

/**
 * The advice without an explanation. `quick`, for a slider: without intervals of the past and sensitivity.
 * @throws InputError where the prices cannot be used, or the profile excludes what is not on the list.
 */
export async function computeAdvice(
  { profile, products, prices, assumptions }: AdviceInput,
  { findRule, rulebooks, signal }: Pick<AdviceTools, 'findRule' | 'rulebooks' | 'signal'>,
  extent: Extent,
): Promise<Advice> {
  checkExclusions(profile, products);
  const risk = scoreRisk(profile);
  const gate = new Gate(profile, risk, findRule);
  const { permitted, findings: onProducts, isOpen } = gate.open(products);
  const { source } = prices;
  const { rows, findings: later } = rowsUntil(prices.rows, profile.asOf);
  const own = ownPrices(rows, source, symbolsOf(products));
  const offers = new Offers(products, own, profile.asOf);
  const { permitted: offered, findings: onPrices } = gate.priced(permitted, own, offers.apart);
  const findings = [...onProducts, ...onPrices];
  const advice: Advice = {
    ...{ profile, risk, inconsistencies: inconsistencies(profile, risk) },
    findings: findings.filter(concernsOneOf({})),
    ...{ isAdvised: false, plan: null, figures: profileFigures(profile, risk), explanation: null },
    ...{ disclaimers: disclaimers(profile.jurisdiction), assumptions, permitted: offered },
    market: { source, from: '', to: '', observations: 0, findings: [...later, ...toldOf(permitted, own)] },
    rulebooks: [...rulebooks],
    inputHash: contentHash({ profile, products, rows: prices.rows, assumptions }, HASH_DIGITS),
  };
  if (!isOpen) return advice;
  if (offered.length === 0) {
    return { ...advice, findings: [...advice.findings, gate.nothingSuitable(nothingOffered)] };
  }
  signal?.throwIfAborted();
  const estimated = offers.estimated(gate, offered);
  const indexOf = new Map(
    estimated.flatMap(({ symbol, index }) => (index === undefined ? [] : [[symbol, index]])),
  );
  const all = estimatesOf({ rows, source }, symbolsOf(estimated), profile.currency, indexOf);
  const estimates = estimatesFor(all, symbolsOf(offered));
  const { market } = estimates;
  const priceInfo = {
    ...{ source, from: market.dates[0] ?? '', to: market.dates.at(-1) ?? '' },
    ...{ observations: market.dates.length },
    findings: [...advice.market.findings, ...market.findings.filter(({ kind }) => JOINT.includes(kind))],
  };
  const made = await makePlan({
    ...{
      profile,
      risk,
      products: offered,
      offers: offers.until(risk.level, gate),
      estimates,
      assumptions,
      extent,
    },
  });
  signal?.throwIfAborted();
  if ('obstacle' in made) {
    const finding = gate.nothingSuitable(made.obstacle);
    return { ...advice, market: priceInfo, findings: [...advice.findings, finding] };
  }
  const { plan, allocation, pastDrawdown, goals, calmer } = made;
  const { volatility } = allocation;
  const alike = estimates.alike.map(({ symbols }) => symbols);
  const held = [
    ...gate.portfolio({ weights: plan.weights, volatility, pastDrawdown, alike }, offered),
    ...gate.goals(goals),
    ...gate.calmer(calmer),
  ];
  const years = market.dates.length / market.periodsPerYear;
  const short = years < SHORT_HISTORY_YEARS ? [gate.shortHistory(years, SHORT_HISTORY_YEARS)] : [];
  const isAdvised = !held.some(({ decision }) => decision === 'refuse');
  return {
    ...advice,
    market: priceInfo,
    findings: isAdvised
      ? [
          ...[...findings, ...gate.alike(estimates.alike)].filter(concernsOneOf(plan.weights)),
          ...held,
          ...short,
        ]
      : [...advice.findings, ...held.filter(isOfRefusal)],
    isAdvised,
    plan: isAdvised ? plan : null,
    figures: [...advice.figures, ...(isAdvised ? plan.figures : goalsRefused(held, plan.figures))],
  };
}

const symbolsOf = (products: readonly Product[]): string[] => products.map(({ symbol }) => symbol);

/** What only shows beside the others' dates; the rest is told of each product by itself. */
const JOINT: readonly MarketFinding['kind'][] = ['missing-days', 'unequal-history'];

const toldOf = (products: readonly Product[], own: ReadonlyMap<string, OwnPrices>): MarketFinding[] =>
  products.flatMap(({ symbol }) => own.get(symbol)?.market?.findings ?? []);

/** Of a plan that is refused nothing is told but why, and what becomes of the goals. */
const isOfRefusal = ({ decision, id }: Finding): boolean =>
  decision === 'refuse' || id === 'goal-unlikely' || id === 'calmer-reaches';

/** What a client may contest where a goal is out of reach: its figures, nothing of the portfolio. */
function goalsRefused(findings: readonly Finding[], figures: readonly Figure[]): Figure[] {
  const goals = findings.flatMap(({ id, decision, figure }) =>
    id === 'goal-unlikely' && decision === 'refuse' && figure !== undefined
      ? [figure.slice(0, figure.lastIndexOf('.') + 1)]
      : [],
  );
  return figures.filter(({ id }) => goals.some((goal) => id.startsWith(goal)));
}

/** Cautions on products that are not held would only hide those that count. */
function concernsOneOf(weights: Readonly<Record<string, number>>): (finding: Finding) => boolean {
  return ({ decision, product }) =>
    decision === 'refuse' || product === null || weights[product] !== undefined;
}

/** Names of the products that are held, and of the goals. */
export function namesOf({ plan, permitted, profile }: Advice): Names {
  const held = permitted.filter(({ symbol }) => plan?.weights[symbol] !== undefined);
  return {
    products: Object.fromEntries(held.map(({ symbol, name }) => [symbol, [name.en, name.zh, symbol]])),
    goals: Object.fromEntries(profile.goals.map(({ id, name }) => [id, [name.en, name.zh, id]])),
  };
}
