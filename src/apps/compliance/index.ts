/**
 * Compliance: rulebooks that a lawyer can edit, texts held against them one by one or in batches, and what officers decide
 * (`fin-r1/compliance`).
 *
 * ```ts
 * const checker = openChecker({ rulebooks: loadRulebooks(['us-communications']), date: '2026-11-28' });
 * const checked = await checker.check({ id: 'mail 1', text: 'We guarantee a return of 8% a year.' });
 * for (const { rule, decision, quotes, reason } of checked.verdicts) console.log(decision, rule.id, quotes, reason);
 * ```
 */

export * from './batch/batch-folder.ts';
export * from './batch/batch-summary.ts';
export * from './batch/checks-folder.ts';
export { filesIn } from './batch/files-in.ts';
export type { NamedFile } from './batch/files-in.ts';
export * from './batch/run-batch.ts';
export { keyOf, resultRows } from './batch/results-file.ts';
export type { ResultRow } from './batch/results-file.ts';
export { writeReports } from './batch/report/write-reports.ts';
export * from './batch/verdict-record.ts';
export { openChecker } from './check/checker.ts';
export type { Checker, CheckerOptions } from './check/checker.ts';
export { placeInText } from './check/place-in-text.ts';
export type { Place } from './check/place-in-text.ts';
export { reportText, summaryText } from './check/report-text.ts';
export type { Painter } from './check/report-text.ts';
export * from './check/verdict.ts';
export { normalised } from './hardening/normalise.ts';
export { knownTextOf, KnownTexts, trainingTexts } from './likeness/known-texts.ts';
export { Likeness } from './likeness/likeness.ts';
export { LIKENESS } from './likeness/suspicion.ts';
export type { KnownText, Resemblance } from './likeness/likeness.ts';
export * from './queue/decided-rows.ts';
export { acts, overruledTo } from './queue/officer-record.ts';
export { Queue, queuePlace } from './queue/queue.ts';
export type { Act, QueueFilter, QueuePlace } from './queue/queue.ts';
export { states } from './queue/shapes.ts';
export type { ItemState, OfficerAct, QueueItem, QueuePage, StateCounts } from './queue/shapes.ts';
export { contentHash } from './rules/content-hash.ts';
export { lintRulebooks } from './rules/lint.ts';
export type { RuleFault } from './rules/lint.ts';
export { loadRulebooks, starterRulebooks } from './rules/load-rulebooks.ts';
export { PreparedText } from './rules/prepared-text.ts';
export * from './rules/rule.ts';
export { appliesTo, runTests } from './rules/run-tests.ts';
export type { Hit } from './rules/run-tests.ts';
export { measuredText, measureSuites } from './suite/measure-suites.ts';
export type { MeasuredSuites, MeasureSuitesOptions } from './suite/measure-suites.ts';
export type { NamedFields } from './texts/fields.ts';
export { readTexts } from './texts/read-texts.ts';
export type { ReadTextsOptions } from './texts/read-texts.ts';
