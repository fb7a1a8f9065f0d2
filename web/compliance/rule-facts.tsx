/** Which rule a verdict is by: its official text, how grave a breach is, and the version of its rulebook. */

import { Link } from 'wouter-preact';
import { Facts } from '../parts/facts.tsx';
import { ruleAddress } from './addresses.ts';
import type { RuleFacts } from './shapes.ts';
import { useCompliance } from './texts.ts';

/** Left out where the text was not kept. */
type Rule = Pick<RuleFacts, 'id' | 'rulebook' | 'version' | 'severity'> & Partial<RuleFacts>;

export function RuleFactsList({ rule }: { rule: Rule }) {
  const text = useCompliance();
  const official =
    rule.citation === undefined ? (
      rule.id
    ) : (
      <a href={rule.address} target="_blank" rel="noreferrer" title={text.official}>
        {rule.citation}
      </a>
    );
  return (
    <Facts
      of={[
        [text.citation, official],
        [text.severityChoice, <Severity key="severity" of={rule.severity} />],
        [
          text.rulebook,
          <>
            {text.rulebookVersion(rule.rulebook, rule.version.slice(0, 12))} ·{' '}
            <Link href={ruleAddress(rule.id)}>{text.toRule}</Link>
          </>,
        ],
      ]}
    />
  );
}

export function Severity({ of }: { of: RuleFacts['severity'] }) {
  const text = useCompliance();
  return (
    <span class="severity" data-severity={of} title={text.severityText(text.severity[of])}>
      {text.severity[of]}
    </span>
  );
}
