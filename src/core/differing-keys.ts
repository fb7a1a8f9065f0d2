/** Naming what differs between two settings, for refusals that a person can act on. */

const LONGEST = 80;

export interface KeyDifference {
  /** Dotted path, e.g. `grpo.learningRate`. */
  key: string;
  /** The values as JSON; `unset` where the key is missing. */
  before: string;
  after: string;
}

/** The leaves in which two JSON values differ, sorted by key. */
export function differingKeys(before: unknown, after: unknown): KeyDifference[] {
  const a = leaves(before);
  const b = leaves(after);
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((key) => a.get(key) !== b.get(key))
    .sort()
    .map((key) => ({ key, before: a.get(key) ?? 'unset', after: b.get(key) ?? 'unset' }));
}

/** One line a key: `grpo.steps: 60 → 80`. */
export function differenceLines(differences: readonly KeyDifference[]): string[] {
  return differences.map(({ key, before, after }) => `${key}: ${shortened(before)} → ${shortened(after)}`);
}

/** Texts such as prompts are told by their beginning. */
function shortened(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}…`;
}

function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) found.set(path, JSON.stringify(value));
  for (const [key, inner] of entries) leaves(inner, path === '' ? key : `${path}.${key}`, found);
  return found;
}
