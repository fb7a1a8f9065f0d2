/** What the page of a report is given: findings with their passages, small enough to stand in the page. */

import { byText } from '../verdict-record.ts';
import type { BatchReport } from './batch-report.ts';
import { excerptOf, type Piece } from './excerpt.ts';

export interface PageFinding {
  id: string;
  sender: string;
  time: string;
  decision: string;
  severity: string;
  rule: string;
  title: string;
  citation: string;
  address: string;
  pieces: Piece[];
  reason: string;
  suggestion: string;
  by: string;
  notes: string[];
  manipulations: { kind: string; text: string; plain: string }[];
  state: string;
  history: string[];
}

export function pageFindings({ texts }: BatchReport): PageFinding[] {
  const findings = texts.flatMap(({ text, checked, items }) => {
    const manipulations = checked.manipulations.map(({ kind, quote, plain }) => ({
      ...{ kind, text: quote.text, plain: plain ?? '' },
    }));
    return items.map(({ decision, rule, found, state, history }) => ({
      ...{ id: text.id, sender: text.sender ?? '', time: text.time ?? '', decision, severity: rule.severity },
      ...{ rule: rule.id, title: found?.rule.title ?? '', citation: found?.rule.citation ?? '' },
      // A rulebook is a file that anybody may write.
      address: /^https?:\/\//.test(found?.rule.address ?? '') ? (found?.rule.address ?? '') : '',
      pieces: excerptOf(text.text, found?.quotes ?? []),
      ...{ reason: found?.reason ?? '', suggestion: found?.suggestion ?? '', notes: found?.notes ?? [] },
      ...{ by: found === null ? '' : byText(found.by), manipulations, state },
      history: history.map(
        ({ time, act, by, assignee, reason }) =>
          `${time.slice(0, 16).replace('T', ' ')} ${by}: ${act}${assignee === null ? '' : ` ${assignee}`}${reason === null ? '' : ` (${reason})`}`,
      ),
    }));
  });
  const rank = ({ decision, severity }: PageFinding): number =>
    (decision === 'breach' ? 10 : 0) + ['low', 'medium', 'high', 'critical'].indexOf(severity);
  return findings.sort((a, b) => rank(b) - rank(a));
}
