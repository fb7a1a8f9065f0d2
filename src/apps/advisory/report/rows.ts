/** The tables of a report as plain rows, which HTML and PDF print alike. */

import { sayFigure, sayInterval } from '../explain/say-figure.ts';
import type { Advice } from '../plan/advice.ts';
import type { Finding } from '../suitability/finding.ts';
import type { Language } from '../wording.ts';
import { answerName, choiceName } from './answer-words.ts';
import { formulaText } from './formula-words.ts';
import { foundText } from './found-text.ts';
import { reasonText } from './reason-words.ts';
import { words } from './words.ts';

export interface Table {
  title: string;
  head: string[];
  rows: string[][];
}

export function figureTable({ figures }: Advice, language: Language): Table {
  const say = words[language];
  return {
    title: say.figures,
    head: [say.figure, say.value, say.interval, say.formula, say.id],
    rows: figures.map((figure) => [
      figure.label[language],
      sayFigure(figure, language),
      sayInterval(figure, language) ?? '',
      formulaText(figure, figures, language),
      figure.id,
    ]),
  };
}

export function findingTable({ findings, permitted }: Advice, language: Language): Table {
  const say = words[language];
  // What is refused is shown as refused, never with a figure that might be read as advice.
  const shown = [...findings].sort((a, b) => rank(a) - rank(b));
  const names = new Map(permitted.map(({ symbol, name }) => [symbol, name[language]]));
  const about = ({ stage, product }: Finding): string =>
    product === null
      ? stage === 'client'
        ? say.theClient
        : say.thePortfolio
      : names.has(product)
        ? `${product} ${names.get(product)}`
        : product;
  return {
    title: say.findings,
    head: [say.decision, say.about, say.reason, say.found, say.limit, say.answer, say.rule],
    rows: shown.map((finding) => {
      const { found, limit } = foundText(finding, language);
      return [
        finding.decision === 'refuse' ? say.refuse : say.caution,
        about(finding),
        finding.text[language],
        ...[found, limit, answerName(finding.answer, language)],
        finding.rule === null ? say.noRule : `${finding.rule.citation} (${finding.rule.id})`,
      ];
    }),
  };
}

const STAGES = ['client', 'portfolio', 'product'];
const rank = ({ stage, decision }: Finding): number =>
  STAGES.indexOf(stage) * 2 + (decision === 'refuse' ? 0 : 1);

export function pointTables({ risk }: Advice, language: Language): Table[] {
  const say = words[language];
  const { capacity, tolerance } = risk;
  return [
    {
      title: `${say.capacity} – ${capacity.points} ${say.of} ${capacity.highest}, ${say.level} ${capacity.level}`,
      head: [say.answer, say.given, say.pointsGiven],
      rows: [
        ...capacity.parts.map(({ why, given, points, outOf }) => [
          why[language],
          choiceName(given, language),
          `${points} ${say.of} ${outOf}`,
        ]),
        ...capacity.caps.map(({ why, given, level }) => [
          why[language],
          String(Math.round(given * 1e4) / 1e4),
          `≤ ${say.level} ${level}`,
        ]),
      ],
    },
    {
      title: `${say.tolerance} – ${tolerance.points} ${say.of} ${tolerance.highest}, ${say.level} ${tolerance.level}`,
      head: [say.answer, say.given, say.pointsGiven],
      rows: tolerance.parts.map(({ answer, why, points, outOf }) => [
        answerName(answer, language),
        why[language],
        `${points} ${say.of} ${outOf}`,
      ]),
    },
  ];
}

export function assumptionTable({ assumptions }: Advice, language: Language): Table {
  const say = words[language];
  const { inflation, gainsTax, tradingCost, fee, paths, seed } = assumptions;
  const share = (value: number): string => `${Math.round(value * 1e4) / 100}%`;
  return {
    title: say.assumptions,
    head: [say.figure, say.value],
    rows: [
      [say.inflation, share(inflation)],
      [say.gainsTax, share(gainsTax)],
      [say.tradingCost, share(tradingCost)],
      [say.fee, share(fee)],
      [say.paths, String(paths)],
      [say.seed, String(seed)],
    ],
  };
}

export function headRows({ profile, risk }: Advice, language: Language): string[][] {
  const say = words[language];
  return [
    [say.client, profile.client],
    [say.day, profile.asOf],
    [say.jurisdiction, say.jurisdictions[profile.jurisdiction]],
    [say.level, `${risk.level} ${say.of} 5`],
    [say.capacity, String(risk.capacity.level)],
    [say.tolerance, String(risk.tolerance.level)],
  ];
}

/** Who wrote the explanation, and what became of a model's text. */
export function explanationNote({ explanation }: Advice, language: Language): string[] {
  const say = words[language];
  if (explanation === null) return [];
  const { by, refused } = explanation;
  return [
    by.kind === 'model' ? say.byModel(by.model) : say.byHand,
    ...(refused === null ? [] : [say.refusedModel(reasonText(refused, language))]),
  ];
}

/** A report leaves the house: the folders of who made it are nobody's business. */
function fileName(source: string): string {
  return source.split(/[\\/]/).at(-1) ?? source;
}

export function versionLines(
  { market, rulebooks, inputHash }: Pick<Advice, 'market' | 'rulebooks' | 'inputHash'>,
  language: Language,
): string[] {
  const say = words[language];
  return [
    say.marketSummary(fileName(market.source), market.from, market.to, market.observations),
    ...market.findings.map((finding) => finding.detail[language]),
    ...rulebooks.map(({ name, version }) => `${name} ${version.slice(0, 12)}`),
    `${say.input} ${inputHash}`,
  ];
}
