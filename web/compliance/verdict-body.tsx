/** What a verdict says: passages, reason, suggested wording, and by whom. */

import { CopyButton } from '../parts/copy-button.tsx';
import { standsIn } from './passages.ts';
import { RuleFactsList } from './rule-facts.tsx';
import type { Verdict } from './shapes.ts';
import type { ComplianceTexts } from '../text/compliance.en.ts';
import { useCompliance } from './texts.ts';

interface Props {
  verdict: Verdict;
  /** The whole text; null: it was not kept. */
  text: string | null;
}

export function VerdictBody({ verdict, text }: Props) {
  const words = useCompliance();
  const { rule, reason, quotes, suggestion, notes, by } = verdict;
  return (
    <div class="verdict-body">
      <RuleFactsList rule={rule} />
      <p>
        {reason} <span class="note">({byText(by, words)})</span>
      </p>
      {quotes.map((quote, i) => (
        <blockquote key={i}>
          {quote.text}
          {text !== null && !standsIn(text, quote) && <span class="fault"> {words.lost}</span>}
        </blockquote>
      ))}
      {suggestion !== null && (
        <div class="suggestion">
          <b>{words.suggestion}</b> <CopyButton text={suggestion} />
          <p>{suggestion}</p>
        </div>
      )}
      {notes.length > 0 && (
        <>
          <b>{words.notes}</b>
          <ul>
            {notes.map((note, i) => (
              <li key={i}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Stands where a test's id would. */
const LIKENESS = 'like-known-breaches';

function byText(by: Verdict['by'], { by: words }: ComplianceTexts): string {
  switch (by.kind) {
    case 'test':
      return by.test === LIKENESS ? words.likeness : words.test(by.test);
    case 'model':
      return words.model(by.model);
    case 'retrieval':
      return words.retrieval;
  }
}
