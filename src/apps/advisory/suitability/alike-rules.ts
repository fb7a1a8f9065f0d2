/** What is told of products that count as one: whoever holds both is not spread over two. */

import { ALIKE } from '../portfolio/alike.ts';
import type { NewFinding } from './finding.ts';

/** Products that count as one, and why: an index that the list names for them, or else the correlation of their returns. */
export interface AlikeProducts {
  symbols: readonly string[];
  index: string | null;
  correlation: number;
}

/** Of one of them. */
export function alikeFinding(symbol: string, { symbols, index, correlation }: AlikeProducts): NewFinding {
  const others = symbols.filter((other) => other !== symbol);
  const [en, zh] = [others.join(', '), others.join('、')];
  const caution = { id: 'same-index', decision: 'caution', answer: 'products' } as const;
  if (index === null) {
    return {
      ...{ ...caution, value: correlation, limit: ALIKE },
      text: {
        en: `Its returns move as those of ${en} do (correlation): they count as one product against the limit on one.`,
        zh: `其收益与${zh}几乎同步变动（相关系数）：合计按单一产品计入占比上限。`,
      },
    };
  }
  return {
    ...{ ...caution, value: index, limit: '' },
    text: {
      en: `It is a fund of the same index as ${en}: they count as one product against the limit on one.`,
      zh: `与${zh}跟踪同一指数：合计按单一产品计入占比上限。`,
    },
  };
}
