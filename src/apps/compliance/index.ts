/** Compliance: rulebooks, texts held against them, batches, what officers decide (`fin-r1/compliance`). */

export { openChecker } from './check/checker.ts';
export type { Checker, CheckerOptions } from './check/checker.ts';
export { placeInText } from './check/place-in-text.ts';
export type { Place } from './check/place-in-text.ts';
export { reportText, summaryText } from './check/report-text.ts';
export type { Painter } from './check/report-text.ts';
export { decisions } from './check/verdict.ts';
export type {
  CheckedText,
  Decision,
  Manipulation,
  Quote,
  TextToCheck,
  Verdict,
} from './check/verdict.ts';
export { VERDICT, verdictBody } from './batch/verdict-record.ts';
export { loadRulebooks } from './rules/load-rulebooks.ts';
export type { Rule, Rulebook, RuleFacts } from './rules/rule.ts';
export type { NamedFields } from './texts/fields.ts';
export { readTexts } from './texts/read-texts.ts';
export type { ReadTextsOptions } from './texts/read-texts.ts';
