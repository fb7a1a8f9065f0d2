/** The funnel as bars that become shorter, each with what was lost on the way to it, and where all of it went. */

import { Link } from 'wouter-preact';
import type { SourceFunnel } from '../../src/data/build/funnel.ts';
import { countText, shareText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowsAddress, setOf, stepAddress } from './addresses.ts';
import { destinations } from './funnel.ts';
import { stepsOf } from './losses.ts';
import type { Loss, StepView } from './losses.ts';
import { reasonText } from './reason-text.ts';
import { SplitBar } from './split-bar.tsx';

const MOST_LOSSES = 4;

interface Props {
  run: string;
  counts: SourceFunnel;
  /** Of this source alone. */
  source: string | undefined;
}

export function FunnelPicture({ run, counts, source }: Props) {
  const { data: text } = useTexts();
  const { asked, sft, rl, dropped, sftSamples, quarantined, excluded } = counts;
  return (
    <>
      <ol class="funnel">
        {stepsOf(counts).map((step) => (
          <Step key={step.step} run={run} source={source} {...step} />
        ))}
      </ol>
      <SplitBar counts={counts} />
      <ul class="split">
        {destinations.map((destination) => (
          <li key={destination} data-destination={destination}>
            <Link href={rowsAddress(run, { set: setOf[destination], source })}>
              <b>{countText(counts[destination])}</b> {text.destination[destination]}
            </Link>{' '}
            <small>{asked === 0 ? '' : shareText(counts[destination] / asked)}</small>
          </li>
        ))}
      </ul>
      {asked === 0 && <p class="note">{text.nothingAsked}</p>}
      {asked > 0 && sft === asked && rl + dropped === 0 && <p class="note">{text.allPassed}</p>}
      {sftSamples > sft && <p class="note">{text.samplesNote(countText(sftSamples))}</p>}
      {excluded > 0 && <p class="note">{text.excluded(excluded, countText(excluded))}</p>}
      {quarantined > 0 && (
        <p class="note">
          <Link href={rowsAddress(run, { set: 'quarantine', source })}>
            {text.quarantined(quarantined, countText(quarantined))}
          </Link>
        </p>
      )}
    </>
  );
}

function Step({ run, source, step, count, share, lost, losses }: StepView & Pick<Props, 'run' | 'source'>) {
  const { data: text } = useTexts();
  const href = stepAddress(run, step, source);
  return (
    <li>
      <span class="name">{text.step[step]}</span>
      <span class="count">
        {href === null ? <b>{countText(count)}</b> : <Link href={href}>{countText(count)}</Link>}{' '}
        <small title={text.ofAsked(shareText(share))}>{shareText(share)}</small>
      </span>
      <span class="bar" aria-hidden="true">
        <i style={{ width: `${(100 * (share ?? 0)).toFixed(2)}%` }} />
      </span>
      {lost > 0 && (
        <span class="lost">
          <b>{text.fewer(countText(lost))}</b> <Losses run={run} source={source} losses={losses} />
        </span>
      )}
    </li>
  );
}

function Losses({ run, source, losses }: { losses: readonly Loss[] } & Pick<Props, 'run' | 'source'>) {
  const { data: text } = useTexts();
  const rest = losses.length - MOST_LOSSES;
  return (
    <>
      {losses.slice(0, MOST_LOSSES).map(({ reason, count, to }, i) => (
        <span key={`${to} ${reason}`}>
          {i > 0 && ' · '}
          <Link href={rowsAddress(run, { set: setOf[to], source, reason })}>
            {text.loss(countText(count), reasonText(reason, text.words), text.sets[setOf[to]])}
          </Link>
        </span>
      ))}
      {rest > 0 && (
        <>
          {' · '}
          <a href="#reasons">{text.moreReasons(rest)}</a>
        </>
      )}
    </>
  );
}
