/** The short reasons of a build, which are made of a few known parts, in the reader's language. */

export interface ReasonWords {
  /** Names of the seven criteria. */
  criteria: Readonly<Record<string, string>>;
  /** Whole reasons. */
  reasons: Readonly<Record<string, string>>;
  reasoning: (criteria: string) => string;
  notObjective: (reason: string) => string;
  evaluated: (kind: string) => string;
  listMark: string;
}

const NOT_OBJECTIVE = '; not objective';

/** A reason that is not known is given as it stands. */
export function reasonText(reason: string, words: ReasonWords): string {
  if (reason.endsWith(NOT_OBJECTIVE))
    return words.notObjective(reasonText(reason.slice(0, -NOT_OBJECTIVE.length), words));
  const known = words.reasons[reason];
  if (known !== undefined) return known;
  const [, names] = /^reasoning: (.+)$/.exec(reason) ?? [];
  if (names !== undefined) {
    const told = names.split(', ').map((name) => words.criteria[name] ?? name);
    return words.reasoning(told.join(words.listMark));
  }
  const [, kind] = /^in an evaluation split \((.+)\)$/.exec(reason) ?? [];
  return kind === undefined ? reason : words.evaluated(kind);
}
