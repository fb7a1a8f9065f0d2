/** Figures, findings and answers as the page prints them: in the words of the report, in both languages. */

import {
  answerName,
  choiceName,
  formulaText,
  foundText,
  reasonText,
  sayFigure,
  sayInterval,
} from '../../apps/advisory/index.ts';
import type { Advice, Figure, Finding, Wording } from '../../apps/advisory/index.ts';
import type { SaidAdvice, SaidFigure, SaidFinding } from './shapes.ts';

export function withSaid(advice: Advice): SaidAdvice {
  const { figures, findings, risk, explanation } = advice;
  const refused = explanation?.refused ?? null;
  return {
    ...advice,
    figures: figures.map((figure) => said(figure, figures)),
    findings: findings.map(saidFinding),
    given: {
      capacity: risk.capacity.parts.map(({ given }) => inBoth((language) => choiceName(given, language))),
      tolerance: risk.tolerance.parts.map(({ answer }) => inBoth((language) => answerName(answer, language))),
    },
    faults: (explanation?.tries ?? []).flatMap(({ reasons }) => reasons.map(saidReason)),
    refusal: refused === null ? null : saidReason(refused),
  };
}

export function saidFinding(finding: Finding): SaidFinding {
  return {
    ...finding,
    found: inBoth((language) => foundText(finding, language).found),
    bound: inBoth((language) => foundText(finding, language).limit),
  };
}

const saidReason = (reason: string): Wording => inBoth((language) => reasonText(reason, language));

function said(figure: Figure, figures: readonly Figure[]): SaidFigure {
  const en = sayInterval(figure, 'en');
  const zh = sayInterval(figure, 'zh');
  return {
    ...figure,
    said: inBoth((language) => sayFigure(figure, language)),
    saidInterval: en === null || zh === null ? null : { en, zh },
    saidFormula: inBoth((language) => formulaText(figure, figures, language)),
  };
}

function inBoth(say: (language: keyof Wording) => string): Wording {
  return { en: say('en'), zh: say('zh') };
}
