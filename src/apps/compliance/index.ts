/**
 * Compliance checks: rulebooks that a lawyer can edit, and the tests of their rules over a text.
 *
 * ```ts
 * const [book] = loadRulebooks(['us-communications']);
 * const text = new PreparedText(normalised('We guarantee a return of 8%.').text);
 * for (const rule of book.rules) for (const hit of runTests(rule, text)) console.log(rule.id, hit.reason);
 * ```
 */

export { normalised } from './hardening/normalise.ts';
export { contentHash } from './rules/content-hash.ts';
export { lintRulebooks } from './rules/lint.ts';
export type { RuleFault } from './rules/lint.ts';
export { loadRulebooks, starterRulebooks } from './rules/load-rulebooks.ts';
export { PreparedText } from './rules/prepared-text.ts';
export { isEffective, severities } from './rules/rule.ts';
export type { Rule, Rulebook, RuleFacts, RuleLanguage, RuleTest, Severity } from './rules/rule.ts';
export { appliesTo, runTests } from './rules/run-tests.ts';
export type { Hit } from './rules/run-tests.ts';
