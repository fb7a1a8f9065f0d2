/** What a score may hold beside its accuracy, as table columns: a column is shown where any score has it. */

import { z } from 'zod';
import type { Score } from '../../core/results.ts';
import { countText, percent } from '../format-numbers.ts';

const intervalSchema = z.object({ low: z.number(), high: z.number() });
/** Bare, or with its interval beside it. */
const share = z.union([z.number(), z.object({ value: z.number() }), z.object({ accuracy: z.number() })]);
const atK = z.object({ k: z.number(), value: z.number() });
const majority = z.object({ label: z.string().optional(), accuracy: z.number() });

export interface Measure {
  title: string;
  /** Null where the score does not have it. */
  text: (score: Score) => string | null;
}

/** A value of a loose score, or null where it is absent or of another kind. */
function field<T>(score: Score, name: string, schema: z.ZodType<T>): T | null {
  const read = schema.safeParse(score[name]);
  return read.success ? read.data : null;
}

function shareOf(title: string, name: string): Measure {
  return {
    title,
    text: (score) => {
      const value = field(score, name, share);
      if (value === null) return null;
      if (typeof value === 'number') return percent(value);
      return percent('value' in value ? value.value : value.accuracy);
    },
  };
}

/** `72.0 (61.1 – 80.8)`; the bounds are absent from results of earlier versions. */
function withInterval(title: string, name: string, intervalName: string): Measure {
  return {
    title,
    text: (score) => {
      const value = field(score, name, z.number());
      const bounds = field(score, intervalName, intervalSchema);
      if (value === null) return null;
      return bounds === null
        ? percent(value)
        : `${percent(value)} (${percent(bounds.low)} – ${percent(bounds.high)})`;
    },
  };
}

export const measures: readonly Measure[] = [
  {
    title: 'clustered 95 %',
    text: (score) => {
      const interval = field(score, 'clustered', intervalSchema);
      return interval === null ? null : `${percent(interval.low)} – ${percent(interval.high)}`;
    },
  },
  shareOf('macro-F1', 'macroF1'),
  shareOf('balanced accuracy', 'balancedAccuracy'),
  {
    title: 'pass@k',
    text: (score) => {
      const pass = field(score, 'passAtK', atK);
      return pass === null ? null : `${percent(pass.value)} (k = ${pass.k})`;
    },
  },
  shareOf('majority vote', 'majorityVote'),
  shareOf('best supported', 'bestSupported'),
  shareOf('whole dialogues', 'groups'),
  {
    title: 'constant answer',
    text: (score) => {
      const constant = field(score, 'majority', majority);
      if (constant === null) return null;
      return `${percent(constant.accuracy)}${constant.label === undefined ? '' : ` (${constant.label})`}`;
    },
  },
  {
    title: 'answers with numbers',
    text: (score) => {
      const checked = field(score, 'checked', z.number());
      return checked === null ? null : countText(checked);
    },
  },
  withInterval('faithful', 'faithful', 'faithfulInterval'),
  withInterval('numbers supported', 'supported', 'supportedInterval'),
  { title: 'format valid', text: ({ formatValid }) => (formatValid === null ? null : percent(formatValid)) },
  { title: 'quoted by', text: (score) => field(score, 'headline', z.string()) },
];

const publishedSchema = z.array(
  z.object({
    model: z.string(),
    percent: z.number(),
    by: z.enum(['claimed', 'measured']),
    source: z.string(),
  }),
);
export type Published = z.infer<typeof publishedSchema>[number];

/** What others have published on the benchmark; none where nothing is known. */
export function publishedOf(score: Score | undefined): Published[] {
  return score === undefined ? [] : (field(score, 'published', publishedSchema) ?? []);
}
