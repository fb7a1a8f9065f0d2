/** Rules that a choice and words leave. */

import type { Query } from '../../state/query.ts';
import type { ShownRule, ShownRulebook } from '../shapes.ts';

export function foundRules(rulebooks: readonly ShownRulebook[], query: Query): ShownRule[] {
  const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return rulebooks
    .filter(
      ({ name, jurisdiction }) =>
        (query.book === undefined || name === query.book) &&
        (query.jurisdiction === undefined || jurisdiction === query.jurisdiction),
    )
    .flatMap(({ rules }) => rules)
    .filter((rule) => query.severity === undefined || rule.severity === query.severity)
    .filter((rule) => {
      const { id, title, citation, topic, obligation, breach, compliant } = rule;
      const all = [id, title, citation, topic, obligation, ...breach, ...compliant].join('\n').toLowerCase();
      return words.every((word) => all.includes(word));
    });
}
