/** `funnel.json` as the page shows it: what became of the questions of a source, or of all, with reasons by count. */

import type { FunnelFile } from '../../src/data/build/funnel-file.ts';
import type { DatasetDetail } from '../../src/inspect/shapes.ts';
import type { FunnelCounts, SourceFunnel } from '../../src/data/build/funnel.ts';

/** Each holds a part of the one before it. */
export const funnelSteps = ['asked', 'answered', 'correct', 'wellReasoned'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** Where every asked question ends, in one of them. */
export const destinations = ['sft', 'rl', 'dropped', 'setAside'] as const;
export type Destination = (typeof destinations)[number];

export const reasonKinds = [
  'rlReasons',
  'dropReasons',
  'setAsideReasons',
  'excludedReasons',
  'criteriaMissed',
] as const;
export type ReasonKind = (typeof reasonKinds)[number];

export interface FunnelView {
  teacher: string | null;
  samplesPerQuestion: number | null;
  seed: number | null;
  heldOut: { name: string; questions: number }[];
  judges: { answer: string | null; reasoning: string | null };
  total: SourceFunnel;
  bySource: [string, SourceFunnel][];
}

/** What a file of another version lacks counts as nothing. */
export function readFunnel(raw: DatasetDetail['funnel']): FunnelView {
  const file = (raw ?? {}) as Partial<FunnelFile>;
  const { facts = {}, total = {}, bySource = {} } = file;
  return {
    teacher: file.teacher ?? null,
    samplesPerQuestion: file.samplesPerQuestion ?? null,
    seed: file.seed ?? null,
    heldOut: facts.heldOut ?? [],
    judges: facts.judges ?? { answer: null, reasoning: null },
    total: whole(total),
    bySource: Object.entries(bySource).map(([source, counts]) => [source, whole(counts)]),
  };
}

function whole(counts: Partial<SourceFunnel>): SourceFunnel {
  const none: Record<keyof FunnelCounts, number> = {
    ...{ quarantined: 0, excluded: 0, asked: 0, answered: 0, correct: 0, wellReasoned: 0 },
    ...{ sft: 0, rl: 0, dropped: 0, setAside: 0, sftSamples: 0 },
  };
  const noReasons = Object.fromEntries(reasonKinds.map((kind) => [kind, {}])) as Pick<
    SourceFunnel,
    ReasonKind
  >;
  return { ...none, ...noReasons, ...counts };
}

/** Reasons with their counts, the most frequent first. */
export function reasonsOf(counts: SourceFunnel, kind: ReasonKind): [string, number][] {
  return Object.entries(counts[kind]).sort(([, a], [, b]) => b - a);
}
