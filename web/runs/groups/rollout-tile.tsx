/** One rollout among its group: verdict, reward, advantage, length and why. */

import { Link } from 'wouter-preact';
import type { RolloutHead } from '../../../src/inspect/index.ts';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import type { Query } from '../../state/query.ts';
import { countText, valueText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { AdvantageBar } from './advantage-bar.tsx';

interface Props {
  name: string;
  rollout: RolloutHead;
  /** Of the group: what the whole width of a bar stands for. */
  greatest: number;
  query: Query;
  /** Another one of the group is open. */
  canBeBeside: boolean;
}

export function RolloutTile({ name, rollout, greatest, query, canBeBeside }: Props) {
  const { runs, verdict: verdictNames } = useTexts();
  const { groups: text } = runs;
  const { sample, verdict, reward, advantage, completionTokens, truncated, formatValid, reason } = rollout;
  const row = String(rollout.row);
  const isOpen = query.row === row;
  const isOpenBeside = query.beside === row;
  // Of two that are open one is closed, and the other stays.
  const next = isOpen
    ? { row: query.beside, beside: undefined }
    : isOpenBeside
      ? { beside: undefined }
      : { row, beside: undefined };
  const address = (change: Readonly<Record<string, string | undefined>>): string =>
    runAddress(name, 'groups', { ...query, ...change });
  return (
    <li data-open={isOpen || isOpenBeside}>
      <Link
        class="rollout"
        href={address(next)}
        replace={query.row !== undefined}
        aria-expanded={isOpen || isOpenBeside}
        data-stop
      >
        <span class="line">
          <span class="unseen">{text.rollout(sample)}</span>
          <span aria-hidden="true" class="note">
            {sample + 1}
          </span>
          <VerdictBadge verdict={verdict} />
        </span>
        <span class="line">
          <span class="note">{text.reward}</span>
          <b>{reward === null ? text.noReward : valueText(reward)}</b>
        </span>
        <AdvantageBar advantage={advantage} greatest={greatest} />
        <span class="note">
          {completionTokens !== null && text.tokens(countText(completionTokens))}
          {truncated && verdict !== 'truncated' && ` · ${verdictNames.truncated}`}
          {!formatValid && ` · ${text.badFormat}`}
        </span>
        <span class="reason-text">{reason}</span>
      </Link>
      {canBeBeside && (
        <Link class="beside" href={address({ beside: row })} replace>
          {text.beside} <span class="unseen">{text.rollout(sample)}</span>
        </Link>
      )}
    </li>
  );
}
