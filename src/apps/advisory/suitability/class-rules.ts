/** The gate's rules on a product's stated risk class, held against the one that its prices have: the lower is never used. */

import type { Market } from '../market/market.ts';
import type { RiskScore } from '../profile/score.ts';
import type { NewFinding } from './finding.ts';
import { measuredClass } from './measured-class.ts';
import { levelAnswer } from './product-rules.ts';
import { levelOfClass } from './products.ts';
import type { Product } from './products.ts';

/** Classes that the prices may lie above the stated one. */
const ABOVE = { refuse: 2, caution: 1 };

/** Whether the prices lie so far above the stated class that they or the class must be another product's. `market`: of it alone. */
export function isUnderstated(product: Product, market: Market): boolean {
  return classesAbove(product, market).above >= ABOVE.refuse;
}

/** How far the measured class lies above the stated one. R1 to R5 are held against the level that the measured class needs. */
function classesAbove(
  product: Product,
  market: Market,
): { above: number; measured: number; indicator: number } {
  const closes = market.closes.map(([close]) => close as number);
  const years = Math.max(1, product.minimumHorizonYears);
  const { indicator } = measuredClass(closes, market.periodsPerYear, years);
  const { riskClass } = product;
  const [stated, measured] =
    typeof riskClass === 'number'
      ? [riskClass, indicator]
      : [levelOfClass(riskClass), levelOfClass(indicator)];
  return { above: measured - stated, measured, indicator };
}

/** `market`: of this product alone. */
export function classFindings(product: Product, market: Market, risk: RiskScore): NewFinding[] {
  const { above, measured, indicator } = classesAbove(product, market);
  if (above < ABOVE.caution) return [];
  const { riskClass } = product;
  const refused = above >= ABOVE.refuse;
  const said = typeof riskClass === 'number' ? String(indicator) : `R${measured}`;
  const found: NewFinding[] = [
    {
      ...{ id: 'class-understated', decision: refused ? 'refuse' : 'caution', answer: 'prices' },
      ...{ value: said, limit: String(riskClass) },
      text: {
        en: `The prices say risk class ${said}, the product list says ${riskClass}.`,
        zh: `价格显示风险等级为${said}，产品清单标注为${riskClass}。`,
      },
    },
  ];
  if (levelOfClass(indicator) > risk.level) {
    found.push({
      ...{ id: 'risk-class', decision: 'refuse', answer: levelAnswer(risk), value: said, limit: risk.level },
      text: {
        en: "The risk class that its prices have is above the client's level.",
        zh: '价格显示的产品风险等级高于客户的风险等级。',
      },
    });
  }
  return found;
}
