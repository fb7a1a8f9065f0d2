/** A rule's tests over every view of a text: a hit in any of them counts, located in the text as it was given. */

import type { MappedText } from '../hardening/mapped-text.ts';
import { spelledOut } from '../hardening/shorthand.ts';
import { PreparedText } from '../rules/prepared-text.ts';
import type { Rule } from '../rules/rule.ts';
import { appliesTo, runTests } from '../rules/run-tests.ts';
import type { Hit } from './decide.ts';
import type { Quote } from './verdict.ts';

/** A view with what rules look up in it. */
export interface TestedView {
  view: MappedText;
  lookedUp: PreparedText;
}

export function testedViews(views: readonly MappedText[]): TestedView[] {
  return views.map((given) => {
    const view = spelledOut(given);
    return { view, lookedUp: new PreparedText(view.text) };
  });
}

/** One for each test and passage; those of the text as it is written come first. */
export function hitsIn(rule: Rule, views: readonly TestedView[]): Hit[] {
  const hits = new Map<string, Hit>();
  for (const { view, lookedUp } of views) {
    for (const { start, end, test, decision, reason, suggestion } of runTests(rule, lookedUp)) {
      const quote = view.quote(start, end);
      const key = `${test} ${quote.start} ${quote.end}`;
      if (!hits.has(key)) hits.set(key, { test, decision, quote, reason, suggestion });
    }
  }
  return [...hits.values()];
}

/** Where the rule's topic is touched; null where it is not. */
export function topicIn(rule: Rule, views: readonly TestedView[]): Quote | null {
  for (const { view, lookedUp } of views) {
    const span = appliesTo(rule, lookedUp);
    if (span !== null) return view.quote(span.start, span.end);
  }
  return null;
}
