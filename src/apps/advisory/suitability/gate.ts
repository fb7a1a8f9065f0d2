/** The suitability gate: decides what may be said. Deterministic; no model is asked, and none can change it. */

import { SHARED_DATES } from '../market/apart.ts';
import type { OwnPrices } from '../market/own-prices.ts';
import type { Profile } from '../profile/profile.ts';
import type { Level, RiskScore } from '../profile/score.ts';
import { alikeFinding } from './alike-rules.ts';
import type { AlikeProducts } from './alike-rules.ts';
import { calmerFindings } from './calmer-rules.ts';
import type { CalmerChance } from './calmer-rules.ts';
import { ruleOf } from './citations.ts';
import type { FindRule } from './citations.ts';
import { classFindings } from './class-rules.ts';
import { clientFindings } from './client-rules.ts';
import type { Finding, NewFinding } from './finding.ts';
import { goalFindings } from './goal-rules.ts';
import type { GoalChance } from './goal-rules.ts';
import { portfolioFindings } from './portfolio-rules.ts';
import type { PortfolioToCheck } from './portfolio-rules.ts';
import { apartFinding, priceFindings } from './price-rules.ts';
import { productFindings } from './product-rules.ts';
import type { Product } from './products.ts';

export interface GateResult {
  /** In the order of the product file. */
  permitted: Product[];
  findings: Finding[];
  /** Whether the client may be advised at all. */
  isOpen: boolean;
}

/** An answer and a bound that cannot be met together. */
export type Obstacle = Pick<Finding, 'answer' | 'value' | 'limit' | 'text'>;

export class Gate {
  readonly #profile: Profile;
  readonly #risk: RiskScore;
  readonly #find: FindRule;

  constructor(profile: Profile, risk: RiskScore, find: FindRule) {
    this.#profile = profile;
    this.#risk = risk;
    this.#find = find;
  }

  /** The client and every product. */
  open(products: readonly Product[]): GateResult {
    const client = clientFindings(this.#profile, this.#risk).map((one) => this.#cited(one, 'client', null));
    const onProducts = products.flatMap((product) =>
      productFindings(product, this.#profile, this.#risk).map((one) =>
        this.#cited(one, 'product', product.symbol),
      ),
    );
    return {
      permitted: passed(products, onProducts),
      findings: [...client, ...onProducts],
      isOpen: !client.some(({ decision }) => decision === 'refuse'),
    };
  }

  /** The gate of the same client at another level. */
  at(level: Level): Gate {
    return new Gate(this.#profile, { ...this.#risk, level }, this.#find);
  }

  /**
   * What passed with the prices of each, which may be missing, faulty, or say more risk than the list does. `apart`: by symbol, the share of
   * the others' dates that a product has, where these are too few.
   */
  priced(
    products: readonly Product[],
    prices: ReadonlyMap<string, OwnPrices>,
    apart: ReadonlyMap<string, number>,
  ): Pick<GateResult, 'permitted' | 'findings'> {
    const found = products.flatMap((product) =>
      this.#ownPrices(product, prices.get(product.symbol)).map((one) =>
        this.#cited(one, 'product', product.symbol),
      ),
    );
    const usable = passed(products, found);
    const outOfStep = usable.flatMap(({ symbol }) => {
      const share = apart.get(symbol);
      return share === undefined ? [] : [this.#cited(apartFinding(share, SHARED_DATES), 'product', symbol)];
    });
    return { permitted: passed(usable, outOfStep), findings: [...found, ...outOfStep] };
  }

  #ownPrices(product: Product, own: OwnPrices | undefined): NewFinding[] {
    if (own === undefined) return [missing(product)];
    const found = priceFindings(product, own, this.#profile.asOf);
    // Prices that cannot be trusted say nothing of a class.
    if (own.market === null || found.some(({ decision }) => decision === 'refuse')) return found;
    return [...found, ...classFindings(product, own.market, this.#risk)];
  }

  /** What is told of products that count as one. */
  alike(groups: readonly AlikeProducts[]): Finding[] {
    return groups.flatMap((group) =>
      group.symbols.map((symbol) => this.#cited(alikeFinding(symbol, group), 'product', symbol)),
    );
  }

  /** What is held against a portfolio of permitted products; it may be shown where nothing is refused. */
  portfolio(portfolio: PortfolioToCheck, permitted: readonly Product[]): Finding[] {
    return portfolioFindings(portfolio, permitted, this.#profile, this.#risk).map(({ product, ...one }) =>
      this.#cited(one, 'portfolio', product),
    );
  }

  /** How likely the plan reaches the goals it is for. */
  goals(chances: readonly GoalChance[]): Finding[] {
    return goalFindings(chances).map((one) => this.#cited(one, 'portfolio', null));
  }

  /** Where a calmer portfolio reaches an essential goal more often. */
  calmer(chances: readonly CalmerChance[]): Finding[] {
    return calmerFindings(chances).map((one) => this.#cited(one, 'portfolio', null));
  }

  /** That no portfolio of what is permitted keeps all limits. */
  nothingSuitable(obstacle: Obstacle): Finding {
    return this.#cited({ id: 'nothing-suitable', decision: 'refuse', ...obstacle }, 'portfolio', null);
  }

  shortHistory(years: number, limit: number): Finding {
    const text = {
      en: 'The prices reach back a short time; expected returns are little more than a guess.',
      zh: '价格历史较短，预期收益估计很不可靠。',
    };
    return this.#cited(
      { id: 'history-short', decision: 'caution', answer: 'prices', value: years, limit, text },
      'portfolio',
      null,
    );
  }

  #cited(finding: NewFinding, stage: Finding['stage'], product: string | null): Finding {
    const rule = ruleOf(finding.id, this.#profile.jurisdiction, this.#find);
    return { ...finding, stage, product, rule };
  }
}

function passed(products: readonly Product[], findings: readonly Finding[]): Product[] {
  const refused = new Set(
    findings.filter(({ decision }) => decision === 'refuse').map(({ product }) => product),
  );
  return products.filter(({ symbol }) => !refused.has(symbol));
}

/** A product that could be advised, had it prices to compute with. */
function missing({ symbol }: Product): NewFinding {
  const text = {
    en: 'It has no prices until the day of the advice, so nothing was computed with it.',
    zh: '建议日之前没有其价格数据，未参与计算。',
  };
  return { id: 'no-prices', decision: 'refuse', answer: 'prices', value: symbol, limit: '', text };
}
