/**
 * Advice: a client's profile scored and gated, a portfolio computed, explained in sentences whose numbers are all bound to figures
 * (`fin-r1/advisory`). No orders are placed.
 *
 * ```ts
 * const profile = readProfile('profile.yaml');
 * const input = { profile, products, prices: { rows, source: 'prices.csv' }, assumptions: usualAssumptions };
 * const advice = await advise(input, loadAdviceRules().tools(profile.asOf, null));
 * console.log(advice.isAdvised, advice.plan?.weights, advice.findings);
 * ```
 */

export { loadAdviceRules } from './advice-tools.ts';
export type { AdviceRules } from './advice-tools.ts';
export { ADVICE, adviceBody } from './audit-body.ts';
export { exampleFiles, exampleMarket, exampleProfile } from './example.ts';
export { exampleProducts } from './example-products.ts';
export { checkNumbers } from './explain/check-text.ts';
export type { NumberCheck, TextFault } from './explain/check-text.ts';
export type { BoundNumber } from './explain/bind.ts';
export type { Explanation } from './explain/explain.ts';
export { formatFigure } from './explain/format-figure.ts';
export { sayFigure, sayInterval } from './explain/say-figure.ts';
export type { Figure, FigureUnit } from './figure.ts';
export { parsePrices } from './market/parse-prices.ts';
export type { PriceRow } from './market/price-row.ts';
export { readPrices } from './market/read-prices.ts';
export { usualAssumptions } from './plan/advice.ts';
export type { Advice, Assumptions, Plan } from './plan/advice.ts';
export { advise, computeAdvice, explained } from './plan/advise.ts';
export type { AdviceInput, AdviceTools } from './plan/advise.ts';
export type { AdviceWho } from './audit-body.ts';
export type { Charts } from './plan/charts.ts';
export type { Extent } from './plan/make-plan.ts';
export { changedInput, changeSchema } from './plan/what-if.ts';
export type { Change } from './plan/what-if.ts';
export { inconsistencies } from './profile/consistency.ts';
export type { Inconsistency } from './profile/inconsistency.ts';
export {
  checkProfile,
  clientClasses,
  esgTopics,
  families,
  jurisdictions,
  knowledgeLevels,
  parseProfile,
  profileSchema,
  readProfile,
  vulnerabilitySigns,
} from './profile/profile.ts';
export type { Profile } from './profile/profile.ts';
export { toleranceItems } from './profile/questionnaire.ts';
export { scoreRisk } from './profile/score.ts';
export type { RiskScore } from './profile/score.ts';
export { profileFields } from './profile/fields.ts';
export { profileTemplate } from './profile/template.ts';
export { answerName, choiceName } from './report/answer-words.ts';
export { formulaText } from './report/formula-words.ts';
export { foundText } from './report/found-text.ts';
export { htmlReport } from './report/html-report.ts';
export { reasonText } from './report/reason-words.ts';
export { pdfReport } from './report/pdf-report.ts';
export type { Finding } from './suitability/finding.ts';
export { citedRules } from './suitability/citations.ts';
export { Gate } from './suitability/gate.ts';
export { parseProducts, productsSchema, readProducts } from './suitability/products.ts';
export type { Product, ProductFile } from './suitability/products.ts';
export type { Wording } from './wording.ts';
