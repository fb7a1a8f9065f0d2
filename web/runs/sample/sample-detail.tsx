/** A whole row of `samples.jsonl`: the verdict and why, the text with its numbers checked, what it was asked. */

import { useEffect, useRef } from 'preact/hooks';
import type { SampleDetail as Detail } from '../../../src/inspect/index.ts';
import { CheckedSample } from '../../parts/checked-sample.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Shown } from '../../parts/shown.tsx';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import { useResource } from '../../state/resource.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runApi } from '../address.ts';

interface Props {
  name: string;
  row: string;
  /** What the row is called where it stands. */
  title?: string;
}

/** Give it `row` as key: one row must not stand for another. */
export function SampleDetail({ name, row, title }: Props) {
  const { runs: text } = useTexts();
  const place = useRef<HTMLElement>(null);
  const found = useResource<Detail>(runApi(name, `/samples/${encodeURIComponent(row)}`));
  useEffect(() => {
    // One that stood above may have closed: what was chosen must not have left the window.
    const chosen = place.current?.closest('[data-row]');
    const top = chosen?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight * 0.6) chosen?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <section ref={place} class="sample" aria-label={title ?? text.sample.title(Number(row))}>
      <h3>{title ?? text.sample.title(Number(row))}</h3>
      <Shown of={found}>{(detail) => <Whole detail={detail} label={title} />}</Shown>
    </section>
  );
}

/** Facts that stand above the text. */
const told = ['outcome', 'rule', 'reason'];

function Whole({ detail, label }: { detail: Detail; label: string | undefined }) {
  const { head, prompt, text: answer, source, grounding, facts } = detail;
  const { runs: text, check } = useTexts();
  return (
    <>
      <p>
        <VerdictBadge verdict={head.verdict} /> <span class="note">{text.sample.rule}</span>{' '}
        <code>{head.rule}</code>
      </p>
      <p class="reason">
        <span class="note">{text.sample.reason}</span> {head.reason}
      </p>
      <CheckedSample text={answer} grounding={grounding} source={source} label={label} />
      <details>
        <summary>{check.prompt}</summary>
        <pre>{prompt}</pre>
      </details>
      <details>
        <summary>{text.sample.facts}</summary>
        <Facts of={facts.filter(([fact]) => !told.includes(fact))} names={text.sample.names} />
      </details>
    </>
  );
}
