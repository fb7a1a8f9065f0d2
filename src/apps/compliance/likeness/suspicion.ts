/** A text that no test of any rule speaks of, and that is like known breaches of one, as a hit of that rule. */

import type { MappedText } from '../hardening/mapped-text.ts';
import type { RuleLanguage } from '../rules/rule.ts';
import type { Hit } from '../check/decide.ts';
import type { KnownTexts } from './known-texts.ts';

/** Stands in a verdict where else the id of a rule's test does. */
export const LIKENESS = 'like-known-breaches';

const reasons: Readonly<Record<RuleLanguage, (nearest: string) => string>> = {
  en: (nearest) =>
    `No test of a rule finds anything, but its words are like those of texts that break this rule, such as "${nearest}".`,
  zh: (nearest) => `各项规则测试均未发现问题，但其用词与违反该规则的文本相近，例如“${nearest}”。`,
};

/** The gravest over all views of the text; those that read alike are looked at once. */
export function suspicionOf(
  views: readonly MappedText[],
  known: KnownTexts,
  languages: readonly RuleLanguage[],
): { rule: string; hit: Hit } | null {
  const distinct = views.filter(({ text }, at) => views.findIndex((view) => view.text === text) === at);
  const found = languages.flatMap((language) =>
    distinct.flatMap((view) => {
      const like = known.like(view.text, language);
      return like === null ? [] : [{ ...like, view, language }];
    }),
  );
  const [worst] = found.sort((one, other) => other.score - one.score);
  if (worst === undefined) return null;
  const { rule, view, span, nearest, language } = worst;
  const quote = view.quote(span.start, span.end);
  const reason = reasons[language](nearest);
  return { rule, hit: { test: LIKENESS, decision: 'review', quote, reason, suggestion: null } };
}
