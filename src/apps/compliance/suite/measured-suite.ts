/** Everything that is told of one suite: scores both ways, constant answers, groups, confusions. */

import type { Checker } from '../check/checker.ts';
import { answerSuite, type Answered, type Watch } from './answer-suite.ts';
import type { Suite } from './labelled-text.ts';
import {
  constantScores,
  decisionTable,
  isFlagged,
  scoreAnswers,
  type DecisionTable,
  type Score,
} from './score-suite.ts';

export interface Group {
  by: 'language' | 'kind' | 'rulebook';
  name: string;
  n: number;
  strict: Score;
  lenient: Score;
}

/** A row that was judged otherwise than its label says, by the strict counting. */
export interface Confused {
  id: string;
  label: 'breach' | 'compliant';
  decision: string;
  /** The rule that the row is about; null where the suite names none. */
  rule: string | null;
  /** Rules held against the text. */
  held: string[];
  text: string;
}

export interface MeasuredSuite {
  name: string;
  heldOut: boolean;
  n: number;
  /** Null: none was asked. */
  model: string | null;
  rulebooks: { name: string; version: string }[];
  decisions: DecisionTable;
  strict: Score;
  lenient: Score;
  constant: { breach: Score; compliant: Score };
  groups: Group[];
  confusions: Confused[];
  /** Rows for which a model's word is missing, for some rules at least, and the first reason told. */
  modelFaults: { rows: number; first: string | null };
}

export interface MeasureOptions extends Watch {
  seed: number;
  /** The rulebook of a rule by its id, for the groups. */
  bookOf: (rule: string) => string;
}

export async function measureSuite(
  { name, heldOut, rows }: Suite,
  checker: Checker,
  { seed, bookOf, ...watch }: MeasureOptions,
): Promise<MeasuredSuite> {
  const answered = await answerSuite(rows, checker, watch);
  const group = (by: Group['by'], key: (each: Answered) => string | null): Group[] => {
    const parts = [...Map.groupBy(answered, key)].flatMap(([part, members]) =>
      part === null ? [] : [{ part, members }],
    );
    // A single part would only say the whole again.
    if (parts.length < 2) return [];
    return parts
      .sort((a, b) => (a.part < b.part ? -1 : 1))
      .map(({ part, members }) => ({
        ...{ by, name: part, n: members.length },
        strict: scoreAnswers(members, 'strict', seed),
        lenient: scoreAnswers(members, 'lenient', seed),
      }));
  };
  return {
    ...{ name, heldOut, n: rows.length },
    model: answered[0]?.checked.model ?? null,
    rulebooks: usedRulebooks(answered),
    decisions: decisionTable(answered),
    strict: scoreAnswers(answered, 'strict', seed),
    lenient: scoreAnswers(answered, 'lenient', seed),
    constant: constantScores(answered, seed),
    groups: [
      ...group('language', ({ row }) => row.language),
      ...group('kind', ({ row }) => row.kind),
      ...group('rulebook', ({ row }) => (row.rule === null ? null : bookOf(row.rule))),
    ],
    confusions: answered.flatMap((each) => confused(each)),
    modelFaults: {
      rows: answered.filter(({ checked }) => checked.modelFaults.length > 0).length,
      first: answered.flatMap(({ checked }) => checked.modelFaults)[0] ?? null,
    },
  };
}

function usedRulebooks(answered: readonly Answered[]): { name: string; version: string }[] {
  const byName = new Map(
    answered.flatMap(({ checked }) => checked.rulebooks.map((book) => [book.name, book])),
  );
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function confused({ row, checked }: Answered): Confused[] {
  if (isFlagged(checked.decision, 'strict') === (row.label === 'breach')) return [];
  const held = checked.verdicts.flatMap(({ rule, decision }) =>
    isFlagged(decision, 'lenient') ? [rule.id] : [],
  );
  const { id, label, rule, text } = row;
  return [{ id, label, decision: checked.decision, rule, held, text }];
}
