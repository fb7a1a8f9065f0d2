/** A rule: its obligation in our own words, where the official text stands, and examples of both kinds. */

import { useLocation } from 'wouter-preact';
import { Facts } from '../../parts/facts.tsx';
import { MarkdownText } from '../../parts/markdown-text.tsx';
import { addressOf } from '../../state/query.ts';
import { draft } from '../check/kept-check.ts';
import { Severity } from '../rule-facts.tsx';
import type { ShownRule } from '../shapes.ts';
import { useCompliance } from '../texts.ts';

export function RuleDetail({ rule }: { rule: ShownRule }) {
  const text = useCompliance();
  const { effective, language } = rule;
  const inForce = [
    effective?.from === undefined ? null : text.from(effective.from),
    effective?.to === undefined ? null : text.until(effective.to),
  ].filter((part) => part !== null);
  return (
    <article class="rule">
      <h2 lang={language}>{rule.title}</h2>
      <Facts
        of={[
          [
            text.citation,
            <a
              key="c"
              href={rule.address}
              target="_blank"
              rel="noreferrer"
              title={text.official}
              lang={language}
            >
              {rule.citation}
            </a>,
          ],
          [text.severityChoice, <Severity key="s" of={rule.severity} />],
          [text.topic, rule.topic],
          ...(inForce.length > 0 ? [[text.effective, inForce.join(' ')] as const] : []),
          [text.rulebook, rule.rulebook],
          [text.version, <code key="v">{rule.version}</code>],
          ['id', <code key="i">{rule.id}</code>],
        ]}
      />
      <h3>{text.obligation}</h3>
      <div class="obligation" lang={language}>
        <MarkdownText text={rule.obligation} />
      </div>
      <Examples title={text.breachExamples} decision="breach" of={rule.breach} rule={rule} />
      <Examples title={text.compliantExamples} decision="compliant" of={rule.compliant} rule={rule} />
    </article>
  );
}

interface ExamplesProps {
  title: string;
  decision: 'breach' | 'compliant';
  of: readonly string[];
  rule: ShownRule;
}

function Examples({ title, decision, of, rule }: ExamplesProps) {
  const text = useCompliance();
  const [, navigate] = useLocation();
  if (of.length === 0) return null;
  const tryIt = (example: string): void => {
    draft.set(example);
    navigate(addressOf('/compliance', { rules: rule.rulebook }));
  };
  return (
    <>
      <h3>{title}</h3>
      <ul class="examples" data-decision={decision}>
        {of.map((example) => (
          <li key={example}>
            <span lang={rule.language}>{example}</span>{' '}
            <button type="button" class="plain" onClick={() => tryIt(example)}>
              {text.tryIt}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
