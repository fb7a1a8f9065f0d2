/** `report.json`: the batch for programs: what was found, without the texts, which stand in `results.jsonl`. */

import type { BatchReport } from './batch-report.ts';

export function jsonReport({ summary, rules, texts }: BatchReport): string {
  const told = texts.map(({ text, checked, items }) => ({
    ...{ id: text.id, sender: text.sender, time: text.time, inputHash: checked.inputHash },
    ...{ decision: checked.decision, language: checked.language, manipulations: checked.manipulations },
    ...{
      notApplicable: checked.notApplicable,
      modelFaults: checked.modelFaults,
      promptHash: checked.promptHash,
    },
    verdicts: checked.verdicts,
    findings: items.map(({ id, rule, decision, state, assignee, history, record }) => ({
      ...{ id, rule: rule.id, decision, state, assignee, history, record },
    })),
  }));
  return `${JSON.stringify({ summary, rules, texts: told }, null, 1)}\n`;
}
