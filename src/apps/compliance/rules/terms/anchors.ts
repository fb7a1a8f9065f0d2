/** What a text must hold for a phrase to stand in it: cheap to look up, so that most phrases are never tried. */

/** One of these is in every text where the phrase stands; null where no such set is known. */
export type Anchors = ReadonlySet<string> | null;

/** Of several parts of a phrase that all have to stand there, the anchors of the rarest: long, and few. */
export function bestAnchors(each: readonly Anchors[]): Anchors {
  let best: Anchors = null;
  let bestRarity = -1;
  for (const anchors of each) {
    if (anchors === null || anchors.size === 0) continue;
    const rarity = Math.min(...[...anchors].map((anchor) => anchor.length)) - anchors.size / 1000;
    if (rarity > bestRarity) [best, bestRarity] = [anchors, rarity];
  }
  return best;
}
