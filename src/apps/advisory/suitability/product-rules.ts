/** The gate's rules on one product for one client: what is refused here is never offered to the solver, nor shown as advice. */

import type { Profile } from '../profile/profile.ts';
import type { RiskScore } from '../profile/score.ts';
import { isExcluded } from './exclusions.ts';
import type { NewFinding } from './finding.ts';
import { isComplex, levelOfClass, productKinds } from './products.ts';
import type { Product } from './products.ts';

/** Ongoing cost a year from which a product is refused; from the second on it is told. */
const COST = { refuse: 0.03, caution: 0.015 };
/** What locked products ask of the client. */
const LOCKED = { years: 5, reserveMonths: 6 };

export function productFindings(product: Product, profile: Profile, risk: RiskScore): NewFinding[] {
  const { facts, level } = risk;
  const found: NewFinding[] = [];
  const refuse = (applies: boolean, finding: Omit<NewFinding, 'decision'>): void => {
    if (applies) found.push({ ...finding, decision: 'refuse' });
  };
  const caution = (applies: boolean, finding: Omit<NewFinding, 'decision'>): void => {
    if (applies) found.push({ ...finding, decision: 'caution' });
  };
  const { family } = productKinds[product.kind];
  const knows = profile.knowledge[family];
  const complex = isComplex(product);
  const isSingle = product.kind === 'share' || product.kind === 'bond';
  const needed = complex ? 'experienced' : isSingle ? 'basic' : 'none';
  const years = facts.bindingYears;

  refuse(levelOfClass(product.riskClass) > level, {
    ...{ id: 'risk-class', answer: levelAnswer(risk), value: String(product.riskClass), limit: level },
    text: { en: "Its risk class is above the client's level.", zh: '产品风险等级高于客户的风险等级。' },
  });
  refuse(rank(knows) < rank(needed), {
    ...{ id: 'knowledge', answer: `knowledge.${family}`, value: knows, limit: needed },
    text: { en: 'It asks for more knowledge than the client has.', zh: '产品所需知识超出客户的了解程度。' },
  });
  caution(knows === 'none' && needed === 'none', {
    ...{ id: 'knowledge', answer: `knowledge.${family}`, value: knows, limit: 'basic' },
    text: {
      en: 'New to the client: explain how it works before anything is decided.',
      zh: '客户首次接触此类产品：决定前须先说明其运作方式。',
    },
  });
  refuse(product.minimumHorizonYears > years, {
    ...{ id: 'minimum-horizon', answer: years < profile.horizonYears ? 'goals' : 'horizonYears' },
    ...{ value: product.minimumHorizonYears, limit: years },
    text: {
      en: 'It has to be held longer than the client can wait.',
      zh: '产品建议持有期长于客户可投资期限。',
    },
  });
  const geared = product.leverage > 1 || product.kind === 'leveraged-fund' || product.kind === 'inverse-fund';
  refuse(geared && (profile.clientClass === 'retail' || level < 5), {
    ...{ id: 'leverage', answer: 'clientClass', value: product.leverage, limit: 1 },
    text: {
      en: 'Leveraged and inverse products are not advised to this client.',
      zh: '不向该客户推荐杠杆或反向产品。',
    },
  });
  refuse(!product.clients.includes(profile.clientClass), {
    ...{ id: 'client-class', answer: 'clientClass', value: profile.clientClass },
    limit: product.clients.join(', '),
    text: { en: 'It is not open to this class of clients.', zh: '产品不面向该类客户。' },
  });
  refuse(!product.jurisdictions.includes(profile.jurisdiction), {
    ...{ id: 'not-offered-here', answer: 'jurisdiction', value: profile.jurisdiction },
    limit: product.jurisdictions.join(', '),
    text: { en: 'It may not be offered in this place.', zh: '产品不得在该地销售。' },
  });
  const unwanted = product.esg.filter((topic) => profile.esgExclusions.includes(topic));
  refuse(unwanted.length > 0, {
    ...{ id: 'esg', answer: 'esgExclusions', value: unwanted.join(', '), limit: '' },
    text: { en: 'The client keeps this out of the portfolio.', zh: '客户不愿投资相关领域。' },
  });
  refuse(isExcluded(product, profile), {
    ...{ id: 'excluded-by-client', answer: 'constraints.excludeSymbols', value: product.symbol, limit: '' },
    text: { en: 'The client has excluded it.', zh: '客户已将其排除。' },
  });
  const lockedOut = years < LOCKED.years || facts.reserveMonths < LOCKED.reserveMonths;
  refuse(product.liquidity === 'locked' && lockedOut, {
    ...{ id: 'locked-in', answer: years < LOCKED.years ? 'horizonYears' : 'reserves' },
    value: years < LOCKED.years ? years : facts.reserveMonths,
    limit: years < LOCKED.years ? LOCKED.years : LOCKED.reserveMonths,
    text: {
      en: 'It cannot be sold when money is needed, and the client may need it.',
      zh: '产品无法随时变现，而客户可能需要用钱。',
    },
  });
  refuse(complex && (profile.vulnerability.length > 0 || profile.age >= 75), {
    ...{ id: 'complex-for-vulnerable', answer: profile.vulnerability.length > 0 ? 'vulnerability' : 'age' },
    ...{ value: 'complex', limit: 'simple' },
    text: {
      en: 'Only simple products for a client who needs special care.',
      zh: '需特别保护的客户只适合简单产品。',
    },
  });
  const costFinding = { id: 'cost', answer: 'investNow', value: product.ongoingCost } as const;
  refuse(product.ongoingCost >= COST.refuse, {
    ...{ ...costFinding, limit: COST.refuse },
    text: { en: 'Its ongoing cost is out of proportion.', zh: '产品持续费用过高。' },
  });
  caution(product.ongoingCost >= COST.caution && product.ongoingCost < COST.refuse, {
    ...{ ...costFinding, limit: COST.caution },
    text: {
      en: 'Its ongoing cost is high; look for a cheaper one.',
      zh: '产品持续费用偏高，可比较更低费用的产品。',
    },
  });
  caution(product.currency !== profile.currency, {
    ...{ id: 'other-currency', answer: 'currency', value: product.currency, limit: profile.currency },
    text: {
      en: 'Its value also moves with an exchange rate.',
      zh: '产品价值还会随汇率变动。',
    },
  });
  return found;
}

const rank = (knowledge: 'none' | 'basic' | 'experienced'): number =>
  ['none', 'basic', 'experienced'].indexOf(knowledge);

/** The part of the profile that set the level. */
export function levelAnswer({ binding, capacity }: RiskScore): string {
  const [cap] = capacity.caps.filter(({ level }) => level === capacity.level);
  const facts = capacity.parts.map(({ answer }) => answer).join(', ');
  return { capacity: cap?.answer ?? facts, tolerance: 'answers', wanted: 'wantedLevel' }[binding];
}
