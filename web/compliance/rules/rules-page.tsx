/** The rulebooks: rules by words and choice, and the chosen rule. */

import { useLocation } from 'wouter-preact';
import { Choice } from '../../parts/choice.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ListDetail } from '../../parts/list-detail.tsx';
import { RowList } from '../../parts/row-list.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Shown } from '../../parts/shown.tsx';
import { addressOf, useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { Severity } from '../rule-facts.tsx';
import type { Severity as SeverityName, ShownRulebook } from '../shapes.ts';
import { useCompliance } from '../texts.ts';
import { foundRules } from './found-rules.ts';
import { RuleDetail } from './rule-detail.tsx';

export function RulesPage() {
  const text = useCompliance();
  const read = useResource<{ rulebooks: ShownRulebook[] }>('/api/compliance/rules');
  return (
    <>
      <h1>{text.rules}</h1>
      <p class="note">{text.rulesLead}</p>
      <Shown of={read}>{({ rulebooks }) => <Rules rulebooks={rulebooks} />}</Shown>
    </>
  );
}

const severities: readonly SeverityName[] = ['critical', 'high', 'medium', 'low'];
const filterKeys = ['book', 'jurisdiction', 'severity', 'search'] as const;

function Rules({ rulebooks }: { rulebooks: readonly ShownRulebook[] }) {
  const text = useCompliance();
  const { parts } = useTexts();
  const [query, setQuery] = useQuery();
  const [path] = useLocation();
  const found = foundRules(rulebooks, query);
  const all = rulebooks.flatMap(({ rules }) => rules);
  const chosen = all.find(({ id }) => id === query.rule);
  const book = rulebooks.find(({ name }) => name === query.book);
  const hrefOf = (rule: string | undefined): string => addressOf(path, { ...query, rule });
  const choose = (patch: Record<string, string | null>): void => setQuery({ ...patch, rule: null });
  return (
    <>
      <div class="filters" role="search">
        <SearchField
          value={query.search ?? ''}
          label={text.searchRules}
          onSearch={(search) => setQuery({ search }, { replace: true })}
        />
        <Choice
          label={text.jurisdiction}
          value={query.jurisdiction ?? ''}
          options={[...new Set(rulebooks.map(({ jurisdiction }) => jurisdiction))].map((value) => ({
            value,
            title: text.jurisdictions[value] ?? value,
          }))}
          onChoose={(jurisdiction) => choose({ jurisdiction, book: null })}
        />
        <Choice
          label={text.rulebook}
          value={query.book ?? ''}
          options={rulebooks
            .filter(
              ({ jurisdiction }) => query.jurisdiction === undefined || jurisdiction === query.jurisdiction,
            )
            .map(({ name, title, rules }) => ({
              value: name,
              title: text.ofDecision(title, countText(rules.length)),
            }))}
          onChoose={(value) => choose({ book: value })}
        />
        <Choice
          label={text.severityChoice}
          value={query.severity ?? ''}
          options={severities.map((value) => ({ value, title: text.severity[value] }))}
          onChoose={(severity) => choose({ severity })}
        />
        {filterKeys.some((key) => query[key] !== undefined) && (
          <button
            type="button"
            onClick={() => choose({ book: null, jurisdiction: null, severity: null, search: null })}
          >
            {parts.reset}
          </button>
        )}
      </div>
      {book !== undefined && <RulebookFacts book={book} />}
      <p class="note" role="status">
        {found.length === 1 ? text.ruleFound : text.rulesFound(countText(found.length))}
      </p>
      {query.rule !== undefined && chosen === undefined && <p class="failed">{text.noRule}</p>}
      <ListDetail
        chosen={chosen?.id ?? null}
        label={text.chosenRule}
        back={{ href: hrefOf(undefined), text: text.back }}
        list={
          <RowList
            items={found}
            label={text.rules}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => hrefOf(id)}
            chosen={chosen?.id ?? null}
          >
            {({ id, title, citation, severity, language }) => (
              <>
                <span class="asked" lang={language}>
                  {title}
                </span>
                <span class="told">
                  <Severity of={severity} />
                  <span>{citation}</span>
                  <span>{id}</span>
                </span>
              </>
            )}
          </RowList>
        }
      >
        {chosen !== undefined && <RuleDetail key={chosen.id} rule={chosen} />}
      </ListDetail>
    </>
  );
}

function RulebookFacts({ book }: { book: ShownRulebook }) {
  const text = useCompliance();
  return (
    <div class="panel">
      <p lang={book.language}>{book.about}</p>
      <Facts
        of={[
          [text.reviewed, book.reviewed],
          [text.version, <code key="v">{book.version}</code>],
        ]}
      />
    </div>
  );
}
