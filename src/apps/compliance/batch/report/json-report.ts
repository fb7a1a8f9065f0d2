/** `report.json`: the batch for programs: what was found, without the texts, which stand in `results.jsonl`. */

import { byText } from '../verdict-record.ts';
import type { BatchReport } from './batch-report.ts';

export function jsonReport({ summary, rules, texts }: BatchReport): string {
  const findings = texts.flatMap(({ text, checked, items }) =>
    items.map(({ id, rule, decision, found, state, assignee, history, record }) => ({
      ...{
        id,
        text: text.id,
        inputHash: checked.inputHash,
        sender: text.sender,
        time: text.time,
        decision,
        rule,
      },
      ...(found !== null && {
        quotes: found.quotes,
        reason: found.reason,
        suggestion: found.suggestion,
        by: byText(found.by),
        notes: found.notes,
      }),
      ...{ manipulations: checked.manipulations, state, assignee, history, record },
    })),
  );
  const faults = texts.flatMap(({ text: { id }, checked: { modelFaults } }) =>
    modelFaults.length === 0 ? [] : [{ text: id, modelFaults }],
  );
  const notes = texts.flatMap(({ text: { id }, checked }) =>
    checked.notes === undefined ? [] : [{ text: id, notes: checked.notes }],
  );
  return `${JSON.stringify({ summary, rules, findings, modelFaults: faults, notes }, null, 1)}\n`;
}
