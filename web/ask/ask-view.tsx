/** Ask: a chat over one's own filing, in which every number can be followed to its source. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { MarkLegend } from '../parts/mark-legend.tsx';
import { Shown } from '../parts/shown.tsx';
import { useQuery } from '../state/query.ts';
import { useResource } from '../state/resource.ts';
import '../style/ask.css';
import { useTexts } from '../text/use-texts.ts';
import { AskSettings } from './ask-settings.tsx';
import { Composer } from './composer.tsx';
import { nothing } from './conversation.ts';
import type { Side } from './conversation.ts';
import { DocumentsPanel } from './documents-panel.tsx';
import { example } from './example.ts';
import { ExportButtons } from './export-buttons.tsx';
import { documentsOf, withDocuments, withoutDocument } from './kept-documents.ts';
import { TurnView } from './turn-view.tsx';
import { useConversation } from './use-conversation.ts';

interface ChosenNumber {
  turn: number;
  side: Side;
  index: number;
}

export function AskView() {
  const { ask } = useTexts();
  const listed = useResource<{ data: { id: string }[] }>('/v1/models');
  return (
    <div class="ask">
      <h1 class="unseen">{ask.title}</h1>
      <Shown of={listed}>{({ data }) => <Room models={data.map(({ id }) => id)} />}</Shown>
    </div>
  );
}

function Room({ models }: { models: readonly string[] }) {
  const { ask: text } = useTexts();
  const [query, set] = useQuery();
  const { conversation, change, isWriting, ask, retry, stop } = useConversation();
  const [chosen, setChosen] = useState<ChosenNumber | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const { turns, documents } = conversation;
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [turns.length]);

  const model = query.model ?? models[0] ?? '';
  const asking = {
    models: { a: model, ...(query.with !== undefined && { b: query.with }) },
    temperature: Number(query.temperature ?? 0),
  };
  const number =
    chosen === null ? undefined : turns[chosen.turn]?.answers[chosen.side]?.numbers[chosen.index];
  const start = (question: string): void => {
    setChosen(null);
    ask(question, asking);
  };
  return (
    <>
      <DocumentsPanel
        documents={documents}
        removed={conversation.removed}
        count={conversation.ids.length}
        lit={number?.origin ?? null}
        onAdd={(added) => change((now) => withDocuments(now, added))}
        onRemove={(id) => change((now) => withoutDocument(now, id))}
      />
      <section class="talk" aria-label={text.title}>
        {models.length === 0 ? (
          <p class="failed">{text.noModels}</p>
        ) : (
          <AskSettings {...{ models, query, set, model }} />
        )}
        {turns.length === 0 && (
          <div class="welcome">
            <p>{text.empty}</p>
            <button
              type="button"
              disabled={models.length === 0}
              onClick={() => {
                if (documents.length === 0) change((now) => withDocuments(now, example.documents));
                start(example.question);
                field.current?.focus();
              }}
            >
              {text.example}
            </button>
          </div>
        )}
        {turns.map((turn, i) => (
          <TurnView
            key={i}
            turn={turn}
            documentsOf={(one) => documentsOf(one, conversation)}
            chosen={chosen?.turn === i ? chosen : null}
            onChoose={(side, index) => setChosen({ turn: i, side, index })}
          />
        ))}
        <div ref={end} />
        {turns.length > 0 && (
          <div class="after">
            <button type="button" disabled={isWriting} onClick={() => retry(asking)}>
              {text.retry}
            </button>
            <button
              type="button"
              disabled={isWriting}
              onClick={() => {
                setChosen(null);
                change(() => nothing);
                field.current?.focus();
              }}
            >
              {text.clear}
            </button>
            <ExportButtons conversation={conversation} />
          </div>
        )}
        <Composer {...{ isWriting, field }} canAsk={models.length > 0} onAsk={start} onStop={stop} />
        {turns.length > 0 && <MarkLegend />}
        <p class="note">{text.disclaimer}</p>
      </section>
    </>
  );
}
