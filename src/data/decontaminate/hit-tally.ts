/** Counts hits as they come, by kind, source and what they match; the table goes into the data card. */

import { hitKinds, type Hit, type HitKind } from './hit.ts';

type Counts = Record<HitKind, number>;

export class HitTally {
  /** By training source, then by evaluated source and split. */
  readonly #counts = new Map<string, Map<string, Counts>>();

  count({ kind, source, against }: Pick<Hit, 'kind' | 'source' | 'against'>): void {
    const evaluated = `${against.source}/${against.split}`;
    const bySource = this.#counts.get(source) ?? new Map<string, Counts>();
    const counts = bySource.get(evaluated) ?? none();
    counts[kind]++;
    bySource.set(evaluated, counts);
    this.#counts.set(source, bySource);
  }

  get total(): number {
    return this.#rows().reduce((sum, { counts }) => sum + sumOf(counts), 0);
  }

  /** A Markdown table; one sentence where there was no hit. */
  summary(): string {
    const rows = this.#rows();
    if (rows.length === 0) return 'No training question matches an evaluated one.\n';
    const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
    const header = ['training source', 'evaluated', ...hitKinds, 'total'];
    return `${[
      line(header),
      line(header.map((_, i) => (i < 2 ? '---' : '---:'))),
      ...rows.map(({ source, evaluated, counts }) =>
        line([source, evaluated, ...hitKinds.map((kind) => counts[kind]), sumOf(counts)]),
      ),
    ].join('\n')}\n`;
  }

  #rows(): { source: string; evaluated: string; counts: Counts }[] {
    return [...this.#counts]
      .flatMap(([source, byEvaluated]) =>
        [...byEvaluated].map(([evaluated, counts]) => ({ source, evaluated, counts })),
      )
      .sort((a, b) => compare(a.source, b.source) || compare(a.evaluated, b.evaluated));
  }
}

function none(): Counts {
  return { document: 0, text: 0, ngram: 0, 'near-duplicate': 0 };
}

function sumOf(counts: Counts): number {
  return hitKinds.reduce((sum, kind) => sum + counts[kind], 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The table over hits that lie in a file or list. */
export function decontaminationSummary(hits: Iterable<Pick<Hit, 'kind' | 'source' | 'against'>>): string {
  const tally = new HitTally();
  for (const hit of hits) tally.count(hit);
  return tally.summary();
}
