/** What was computed: the gate's word first, then the explanation, charts, “what if”, and every figure. */

import { useMemo } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { DownloadButton } from '../../parts/download-button.tsx';
import { download } from '../../parts/download.ts';
import { Message } from '../../parts/message.tsx';
import { useQuery } from '../../state/query.ts';
import { useStore } from '../../state/store.ts';
import { posted, reportApi } from '../api.ts';
import type { DoneAdvice } from '../kept-advice.ts';
import { lastAdvice } from '../kept-advice.ts';
import { LevelSummary } from '../level-summary.tsx';
import { useAdvice } from '../texts.ts';
import { changeIn } from './change.ts';
import { ChartsSection } from './charts-section.tsx';
import { ExplanationSection } from './explanation-section.tsx';
import { FigureNote } from './figure-note.tsx';
import { FigureTable } from './figure-table.tsx';
import { GateSection } from './gate-section.tsx';
import { GroundsSection } from './grounds-section.tsx';
import { useWhatIf } from './use-what-if.ts';
import { WhatIfPanel } from './what-if-panel.tsx';

export function ResultPage() {
  const text = useAdvice();
  const done = useStore(lastAdvice);
  if (done === null) {
    return (
      <Message title={text.noResult}>
        <Link href="/advice">{text.toQuestionnaire}</Link>
      </Message>
    );
  }
  return <Result done={done} />;
}

function Result({ done }: { done: DoneAdvice }) {
  const text = useAdvice();
  const [query, setQuery] = useQuery();
  const { advice } = done;
  const change = changeIn(query);
  const whatIf = useWhatIf(done, change === null ? null : JSON.stringify(change));
  const figures = useMemo(() => new Map(advice.figures.map((figure) => [figure.id, figure])), [advice]);
  const chosen = query.figure ?? null;
  const choose = (figure: string): void => setQuery({ figure }, { replace: true });
  const { plan, explanation, isAdvised, profile } = advice;
  const other = change === null ? null : whatIf.advice;
  const charts = other === null ? plan?.charts : other.plan?.charts;
  return (
    <>
      <p class="ways">
        <Link href="/advice">{text.change}</Link>
        <Downloads done={done} />
      </p>
      <h1>
        {isAdvised ? text.advised : text.refused}: {profile.client}
      </h1>
      {!isAdvised && <p class="failed">{text.refusedText}</p>}
      <LevelSummary risk={advice.risk} />
      <GateSection advice={advice} />
      {explanation !== null && (
        <ExplanationSection {...{ explanation, said: advice, figures, chosen }} onChoose={choose} />
      )}
      {plan !== null && <WhatIfPanel advice={advice} whatIf={whatIf} />}
      {other !== null && <p class="note">{text.isWhatIf}</p>}
      {charts !== undefined && <ChartsSection charts={charts} onFigure={choose} />}
      <section aria-labelledby="figures">
        <h2 id="figures">{text.figures}</h2>
        {chosen !== null && explanation === null && <FigureNote figure={figures.get(chosen)} />}
        <FigureTable figures={advice.figures} chosen={chosen} />
      </section>
      <GroundsSection advice={advice} />
    </>
  );
}

function Downloads({ done: { input, advice } }: { done: DoneAdvice }) {
  const text = useAdvice();
  return (
    <span class="exports">
      {text.download}:{' '}
      <DownloadButton address={reportApi('pdf')} name="advice.pdf" init={posted(input)}>
        {text.asPdf}
      </DownloadButton>
      <DownloadButton address={reportApi('html')} name="advice.html" init={posted(input)}>
        {text.asHtml}
      </DownloadButton>
      <button
        type="button"
        class="plain"
        onClick={() =>
          download('advice.json', new Blob([JSON.stringify(advice, null, 2)], { type: 'application/json' }))
        }
      >
        {text.asJson}
      </button>
    </span>
  );
}
