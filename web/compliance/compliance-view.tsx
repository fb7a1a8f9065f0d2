/** The room Compliance: `/compliance`, `/compliance/queue`, `/compliance/queue/BATCH`, `/compliance/rules`. */

import { Link, useLocation } from 'wouter-preact';
import { Message } from '../parts/message.tsx';
import { pathParts } from '../state/path-parts.ts';
import '../style/compliance.css';
import { useTexts } from '../text/use-texts.ts';
import { CheckPage } from './check/check-page.tsx';
import { BatchesPage } from './queue/batches-page.tsx';
import { QueuePage } from './queue/queue-page.tsx';
import { RulesPage } from './rules/rules-page.tsx';
import { useCompliance } from './texts.ts';

const tabs = [
  { tab: 'check', href: '/compliance' },
  { tab: 'queue', href: '/compliance/queue' },
  { tab: 'rules', href: '/compliance/rules' },
] as const;

export function ComplianceView() {
  const { shell } = useTexts();
  const text = useCompliance();
  const [path] = useLocation();
  const [part = 'check', batch, ...rest] = pathParts(path);
  const isKnown = tabs.some(({ tab }) => tab === part) && rest.length === 0;
  if (!isKnown || (batch !== undefined && part !== 'queue')) return <Message title={shell.nowhere} />;
  return (
    <div class="compliance">
      <nav class="tabs" aria-label={text.tabsLabel}>
        {tabs.map(({ tab, href }) => (
          <Link key={tab} href={href} aria-current={tab === part ? 'page' : undefined}>
            {text.tabs[tab]}
          </Link>
        ))}
      </nav>
      {part === 'check' && <CheckPage />}
      {part === 'rules' && <RulesPage />}
      {part === 'queue' && (batch === undefined ? <BatchesPage /> : <QueuePage key={batch} batch={batch} />)}
      <p class="note">{text.notLaw}</p>
    </div>
  );
}
