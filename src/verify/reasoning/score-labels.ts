/**
 * Precision and recall of the reasoning checker on traces labelled by hand: an error that it reports is right when a label of the
 * same kind overlaps it, and a label is found when such an error overlaps it. Wrong arithmetic and wrong comparisons stand apart.
 */

import { z } from 'zod';
import { questionSchema, referenceSchema } from '../../core/question.ts';
import { groundTrace, traceErrorKinds, type TraceError, type TraceErrorKind } from './ground.ts';

export const labelledTraceSchema = z.object({
  id: z.string(),
  language: z.enum(['en', 'zh']),
  source: questionSchema.pick({ texts: true, tables: true, history: true, question: true }),
  reference: referenceSchema,
  trace: z.string(),
  errors: z.array(
    z.object({
      kind: z.enum(traceErrorKinds),
      quote: z.string().min(1),
      /** Which occurrence of the quote, from 1. */
      at: z.int().positive(),
      note: z.string().optional(),
    }),
  ),
  character: z.string(),
});
export type LabelledTrace = z.infer<typeof labelledTraceSchema>;

export interface KindScore {
  /** Errors reported, and those of them that are labelled. */
  reported: number;
  right: number;
  /** Errors labelled, and those of them that are reported. */
  labelled: number;
  found: number;
  precision: number | null;
  recall: number | null;
}

export interface Miss {
  id: string;
  kind: TraceErrorKind;
  /** `false alarm`: reported, not labelled; `missed`: labelled, not reported. */
  fault: 'false alarm' | 'missed';
  start: number;
  text: string;
  reason: string;
}

export interface LabelScore {
  traces: number;
  byKind: Record<TraceErrorKind, KindScore>;
  /** Traces without labels that the checker calls faithful, of all without. */
  clean: { traces: number; faithful: number };
  /** Traces with labels that the checker calls unfaithful, of all with. */
  faulty: { traces: number; unfaithful: number };
  misses: Miss[];
}

export function scoreLabels(traces: readonly LabelledTrace[]): LabelScore {
  const counts = new Map(
    traceErrorKinds.map((kind) => [kind, { reported: 0, right: 0, labelled: 0, found: 0 }]),
  );
  const clean = { traces: 0, faithful: 0 };
  const faulty = { traces: 0, unfaithful: 0 };
  const misses: Miss[] = [];
  for (const { id, trace, source, errors } of traces) {
    const { errors: reported, faithful } = groundTrace(trace, source);
    const labels = errors.map((error) => ({ ...error, ...placeOf(id, trace, error) }));
    if (labels.length === 0) {
      clean.traces++;
      if (faithful) clean.faithful++;
    } else {
      faulty.traces++;
      if (!faithful) faulty.unfaithful++;
    }
    for (const error of reported) {
      const right = labels.some((label) => label.kind === error.kind && overlaps(label, error));
      const count = counts.get(error.kind);
      if (count === undefined) continue;
      count.reported++;
      if (right) count.right++;
      else
        misses.push({
          ...{ id, kind: error.kind, fault: 'false alarm', start: error.start, reason: error.reason },
          text: trace.slice(error.start, error.end),
        });
    }
    for (const label of labels) {
      const found = reported.some((error) => error.kind === label.kind && overlaps(label, error));
      const count = counts.get(label.kind);
      if (count === undefined) continue;
      count.labelled++;
      if (found) count.found++;
      else
        misses.push({
          ...{ id, kind: label.kind, fault: 'missed', start: label.start },
          ...{ text: label.quote, reason: label.note ?? '' },
        });
    }
  }
  const byKind = Object.fromEntries(
    [...counts].map(([kind, count]) => [
      kind,
      {
        ...count,
        precision: count.reported === 0 ? null : count.right / count.reported,
        recall: count.labelled === 0 ? null : count.found / count.labelled,
      },
    ]),
  ) as Record<TraceErrorKind, KindScore>;
  return { traces: traces.length, byKind, clean, faulty, misses };
}

function overlaps(a: Pick<TraceError, 'start' | 'end'>, b: Pick<TraceError, 'start' | 'end'>): boolean {
  return a.end > b.start && a.start < b.end;
}

/** @throws RangeError where a quote does not occur: the label is wrong. */
export function placeOf(
  id: string,
  trace: string,
  { quote, at }: { quote: string; at: number },
): { start: number; end: number } {
  let start = -1;
  for (let occurrence = 0; occurrence < at; occurrence++) {
    start = trace.indexOf(quote, start + 1);
    if (start < 0) throw new RangeError(`${id}: "${quote}" does not occur ${at} times in the trace`);
  }
  return { start, end: start + quote.length };
}
