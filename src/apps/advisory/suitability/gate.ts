/** The suitability gate: decides what may be said. Deterministic; no model is asked, and none can change it. */

import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import { ruleOf } from './citations.ts';
import type { FindRule } from './citations.ts';
import { clientFindings } from './client-rules.ts';
import type { Finding, NewFinding } from './finding.ts';
import { goalFindings } from './goal-rules.ts';
import type { GoalChance } from './goal-rules.ts';
import { portfolioFindings } from './portfolio-rules.ts';
import type { PortfolioToCheck } from './portfolio-rules.ts';
import { productFindings } from './product-rules.ts';
import type { Product } from './products.ts';

export interface GateResult {
  /** In the order of the product file. */
  permitted: Product[];
  findings: Finding[];
  /** Whether the client may be advised at all. */
  isOpen: boolean;
}

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
    const refused = new Set(
      onProducts.filter(({ decision }) => decision === 'refuse').map(({ product }) => product),
    );
    return {
      permitted: products.filter(({ symbol }) => !refused.has(symbol)),
      findings: [...client, ...onProducts],
      isOpen: !client.some(({ decision }) => decision === 'refuse'),
    };
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

  /** That no portfolio of what is permitted keeps all limits. */
  nothingSuitable(permitted: readonly Product[], reason: string): Finding {
    const text = {
      en: 'No portfolio of the products that are suitable keeps all limits.',
      zh: '适当的产品无法组成符合全部限制的组合。',
    };
    return this.#cited(
      {
        ...{ id: 'nothing-suitable', decision: 'refuse', answer: 'products', text },
        ...{ value: permitted.length, limit: reason },
      },
      'portfolio',
      null,
    );
  }

  /** A product that could be advised, had it prices to compute with. */
  unpriced(symbol: string): Finding {
    const text = {
      en: 'It has no prices, so nothing was computed with it.',
      zh: '缺少价格数据，未参与计算。',
    };
    return this.#cited(
      { id: 'no-prices', decision: 'refuse', answer: 'prices', value: symbol, limit: '', text },
      'product',
      symbol,
    );
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
