/**
 * What officers have decided, for those who improve rules and models: texts labelled as the suites of `suites/compliance` are, and
 * questions that a recipe trains on. Accepted findings too: rows that are all overruled would teach to say no to everything.
 */

import { MappedText } from '../hardening/mapped-text.ts';
import { redacted } from '../pii/redact.ts';
import type { Queue } from './queue.ts';
import type { QueueItem } from './shapes.ts';

/** A row of a suite (`fin-r1 rules test --suite FILE`). */
export interface CalibrationRow {
  id: string;
  pair: string;
  language: 'en' | 'zh';
  kind: 'message';
  text: string;
  label: 'breach' | 'compliant';
  /** Of a breach: the rule that it breaks, others, and the words. */
  rule?: string;
  alsoAcceptable?: string[];
  quote?: string;
  /** What the check said, and what officers said of it. */
  note: string;
}

/** A question of a team's own, with the column map `trainingColumns`. What names a person is `[kind n]` in it: models remember. */
export interface TrainingRow {
  id: string;
  question: string;
  answer: 'yes' | 'no';
  text: string;
  /** The text's: all questions on it are of one split. */
  cluster: string;
  language: 'en' | 'zh';
  rule: string;
  /** The officer's reason. */
  reason: string;
}

/** `columns` of a recipe's own questions for these rows. */
export const trainingColumns = {
  ...{ question: 'question', answer: 'answer', kind: 'boolean', context: 'text' },
  ...{ id: 'id', cluster: 'cluster', language: 'language' },
} as const;

type Shown = QueueItem & { found: NonNullable<QueueItem['found']>; text: { text: string } };

/** Findings whose text was kept and on which an officer has decided. */
function decided(queue: Queue): Shown[] {
  return queue
    .all()
    .filter(({ state }) => state === 'accepted' || state === 'overruled')
    .filter((item): item is Shown => item.found !== null && item.text.text !== null);
}

/** Texts of which every finding is decided: a breach where an officer accepted one of them. */
export function calibrationRows(queue: Queue): CalibrationRow[] {
  const undecided = new Set(
    queue.all().flatMap(({ state, text }) => (state === 'open' || state === 'assigned' ? [text.hash] : [])),
  );
  const byText = Map.groupBy(decided(queue), ({ text }) => text.hash);
  return [...byText].flatMap(([hash, items]): CalibrationRow[] => {
    const [first] = items as [Shown];
    if (undecided.has(hash)) return [];
    const [breach, ...others] = items.filter(({ state }) => state === 'accepted');
    const id = `${queue.place.name}-${hash.slice(0, 16)}`;
    return [
      {
        ...{ id, pair: id, language: first.found.rule.language, kind: 'message', text: first.text.text },
        ...(breach === undefined
          ? { label: 'compliant' }
          : {
              ...{ label: 'breach', rule: breach.rule.id, quote: breach.found.quotes[0]?.text ?? '' },
              ...(others.length > 0 && { alsoAcceptable: others.map(({ rule }) => rule.id) }),
            }),
        note: items.map(noteOf).join('; '),
      },
    ];
  });
}

/** @param obligations Of rules by their ids, in words; a rule without one is asked about by its title. */
export function trainingRows(
  queue: Queue,
  obligations: ReadonlyMap<string, string> = new Map(),
): TrainingRow[] {
  return decided(queue).map((item) => ({
    ...{ id: `${queue.place.name}-${item.id}`, question: questionOf(item, obligations.get(item.rule.id)) },
    ...{
      answer: item.state === 'accepted' ? 'yes' : 'no',
      text: redacted(MappedText.of(item.text.text)).text,
    },
    ...{ cluster: item.text.hash, language: item.found.rule.language, rule: item.rule.id },
    reason: item.history.at(-1)?.reason ?? '',
  }));
}

function questionOf({ found: { rule } }: Shown, obligation: string | undefined): string {
  const words = obligation === undefined ? '' : `\n\n${obligation.trim()}`;
  return rule.language === 'zh'
    ? `该文本是否违反“${rule.title}”（${rule.citation}）？请回答“是”或“否”。${words}`
    : `Does the text break this rule: ${rule.title} (${rule.citation})? Answer yes or no.${words}`;
}

function noteOf({ rule, decision, state, history }: Shown): string {
  const reason = history.at(-1)?.reason ?? null;
  return `${rule.id}: ${decision}, ${state}${reason === null ? '' : ` (${reason})`}`;
}
