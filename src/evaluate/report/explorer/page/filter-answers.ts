/** Which answers pass the filters, and how many would pass with each other choice. Runs in the page. */

import type { Facet } from '../page-data.ts';

export interface Filtered {
  /** Numbers of the answers that pass. */
  passing: number[];
  /** By facet and value: how many answers would be shown, were this value chosen there. */
  counts: number[][];
}

/** `chosen` holds the index of a value for each facet, or -1; `found` is 1 for the answers that the search has found. */
export function filterAnswers(
  facets: readonly Facet[],
  chosen: readonly number[],
  found: Uint8Array,
): Filtered {
  const passing: number[] = [];
  const counts = facets.map(({ values }) => values.map(() => 0));
  const has = (facet: Facet, answer: number, value: number): boolean => {
    const code = facet.codes[answer] ?? 0;
    return facet.many ? Math.floor(code / 2 ** value) % 2 === 1 : code === value;
  };
  const active = [...chosen.keys()].filter((at) => (chosen[at] ?? -1) >= 0);
  for (let answer = 0; answer < found.length; answer++) {
    if (found[answer] === 0) continue;
    // An answer that fails one filter alone still counts among the choices of that filter.
    let failed = -1;
    let fails = 0;
    for (const at of active) {
      if (has(facets[at] as Facet, answer, chosen[at] ?? -1)) continue;
      failed = at;
      if (++fails > 1) break;
    }
    if (fails > 1) continue;
    if (fails === 0) passing.push(answer);
    for (let at = 0; at < facets.length; at++) {
      if (fails === 1 && at !== failed) continue;
      const facet = facets[at] as Facet;
      const own = counts[at] as number[];
      if (!facet.many) own[facet.codes[answer] ?? 0]! += 1;
      else for (let value = 0; value < own.length; value++) if (has(facet, answer, value)) own[value]! += 1;
    }
  }
  return { passing, counts };
}
