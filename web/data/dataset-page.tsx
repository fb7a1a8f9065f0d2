/** One data set: its funnel, reasons, sources, languages and card. `?source=` shows one source's. */

import { Link } from 'wouter-preact';
import type { DatasetDetail } from '../../src/inspect/shapes.ts';
import { Choice } from '../parts/choice.tsx';
import { Facts } from '../parts/facts.tsx';
import { Shown } from '../parts/shown.tsx';
import { useQuery } from '../state/query.ts';
import { useResource } from '../state/resource.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowsAddress } from './addresses.ts';
import { CardText } from './card-text.tsx';
import { FunnelPicture } from './funnel-picture.tsx';
import { FunnelTable } from './funnel-table.tsx';
import { readFunnel } from './funnel.ts';
import type { FunnelView } from './funnel.ts';
import { LanguageTable } from './language-table.tsx';
import { ReasonLists } from './reason-lists.tsx';
import { SetLinks } from './set-links.tsx';

export function DatasetPage({ run }: { run: string }) {
  const dataset = useResource<DatasetDetail>(`/api/datasets/${encodeURIComponent(run)}`);
  return (
    <>
      <h1>{run}</h1>
      <Shown of={dataset}>{(detail) => <Dataset detail={detail} />}</Shown>
    </>
  );
}

function Dataset({ detail }: { detail: DatasetDetail }) {
  const { data: text } = useTexts();
  const { run, card, sets, broken } = detail;
  return (
    <div class="dataset">
      <p class="ways">
        <Link href={rowsAddress(run, {})}>{text.toRows}</Link>
        <Link href={`/runs/${encodeURIComponent(run)}`}>{text.toRun}</Link>
      </p>
      {broken.length > 0 && (
        <>
          <h2>{text.broken}</h2>
          <ul class="fault">
            {broken.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </>
      )}
      <SetLinks run={run} sets={sets} chosen={null} />
      {detail.funnel !== null && <Funnel run={run} funnel={readFunnel(detail.funnel)} />}
      <LanguageTable detail={detail} />
      <CardText text={card} />
    </div>
  );
}

function Funnel({ run, funnel }: { run: string; funnel: FunnelView }) {
  const { data: text } = useTexts();
  const [query, setQuery] = useQuery();
  const [source, counts] = funnel.bySource.find(([name]) => name === query.source) ?? [
    undefined,
    funnel.total,
  ];
  return (
    <>
      <Origin funnel={funnel} />
      <h2>{text.funnel}</h2>
      <p class="note">{text.funnelNote}</p>
      {funnel.bySource.length > 1 && (
        <div class="filters">
          <Choice
            label={text.sourceChoice}
            value={source ?? ''}
            options={funnel.bySource.map(([name]) => ({ value: name }))}
            onChoose={(name) => setQuery({ source: name })}
          />
        </div>
      )}
      <FunnelPicture run={run} counts={counts} source={source} />
      <ReasonLists run={run} counts={counts} source={source} />
      <FunnelTable run={run} funnel={funnel} chosen={source} />
    </>
  );
}

function Origin({ funnel }: { funnel: FunnelView }) {
  const { data: text } = useTexts();
  const { teacher, samplesPerQuestion, seed, heldOut, judges } = funnel;
  const asked = (['answer', 'reasoning'] as const).flatMap((part) =>
    judges[part] === null ? [] : [`${text.judge[part]}: ${judges[part]}`],
  );
  const facts: [string, string][] = [
    [text.teacher, teacher ?? '–'],
    [text.samples, samplesPerQuestion === null ? '–' : String(samplesPerQuestion)],
    [text.seed, seed === null ? '–' : String(seed)],
    [text.judges, asked.length === 0 ? text.rulesOnly : asked.join(', ')],
  ];
  if (heldOut.length > 0) {
    const told = heldOut.map(({ name, questions }) => text.heldOutText(name, countText(questions)));
    facts.push([text.heldOut, told.join(text.words.listMark)]);
  }
  return <Facts of={facts} />;
}
