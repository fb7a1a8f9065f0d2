/** What the reports of a batch tell: every text with its findings, and what officers have done about them. */

import type { CheckedText, TextToCheck } from '../../check/verdict.ts';
import type { QueueItem } from '../../queue/shapes.ts';
import type { BatchSummary } from '../batch-summary.ts';
import { keyOf, type ResultRow } from '../results-file.ts';

export interface ReportText {
  text: TextToCheck;
  checked: CheckedText;
  /** Findings, breach or needs review, the gravest first, with what officers did. */
  items: QueueItem[];
}

export interface BatchReport {
  /** Of the batch. */
  summary: BatchSummary;
  /** In the order in which they were given. */
  texts: ReportText[];
  /** Rules by how many texts they were found in, the most frequent first. */
  rules: { id: string; title: string; citation: string; breaches: number; reviews: number }[];
}

export function batchReport(
  summary: BatchSummary,
  rows: readonly ResultRow[],
  items: readonly QueueItem[],
): BatchReport {
  const byText = Map.groupBy(items, ({ text }) => keyOf(text.id, text.hash));
  const texts = rows.map(({ text, checked }) => ({
    ...{ text, checked, items: byText.get(keyOf(checked.id, checked.inputHash)) ?? [] },
  }));
  const byRule = Map.groupBy(items, ({ rule }) => rule.id);
  const rules = [...byRule].map(([id, of]) => {
    const breaches = of.filter(({ decision }) => decision === 'breach').length;
    const { title = id, citation = '' } = of.find(({ found }) => found !== null)?.found?.rule ?? {};
    return { id, title, citation, breaches, reviews: of.length - breaches };
  });
  rules.sort((a, b) => b.breaches - a.breaches || b.reviews - a.reviews || a.id.localeCompare(b.id));
  return { summary, texts, rules };
}
