/** One group: its question, its rollouts side by side, and the one or two of them that are read. */

import { Link } from 'wouter-preact';
import type { RolloutGroup } from '../../../src/inspect/index.ts';
import { useQuery } from '../../state/query.ts';
import { countText, valueText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { SampleDetail } from '../sample/sample-detail.tsx';
import { RolloutTile } from './rollout-tile.tsx';

export function GroupCard({ name, group }: { name: string; group: RolloutGroup }) {
  const { runs: text } = useTexts();
  const [query] = useQuery();
  const { stage, step, questionId, question, rollouts } = group;
  const rewards = rollouts.flatMap(({ reward }) => reward ?? []);
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  const isFlat = rollouts.every(({ advantage }) => advantage === null);
  const greatest = Math.max(1, ...rollouts.map(({ advantage }) => Math.abs(advantage ?? 0)));
  const opened = [query.row, query.beside].flatMap(
    (row) => rollouts.find((rollout) => String(rollout.row) === row) ?? [],
  );
  const [first] = opened;
  return (
    <article class="panel group" data-row>
      <h3 class="question">{question === '' ? questionId : question}</h3>
      <p class="note">
        <Link href={runAddress(name, 'groups', { stage, step: String(step) })}>
          {text.groups.step(stage, countText(step))}
        </Link>{' '}
        · {rewards.length > 0 && text.groups.mean(valueText(mean))} {isFlat && `· ${text.groups.flat}`} ·{' '}
        <code>{questionId}</code>
      </p>
      <ul class="rollouts">
        {rollouts.map((rollout) => (
          <RolloutTile
            key={rollout.row}
            {...{ name, rollout, greatest, query }}
            canBeBeside={first !== undefined && !opened.includes(rollout)}
          />
        ))}
      </ul>
      {opened.length > 0 && (
        <div class="opened" data-count={opened.length}>
          {opened.map(({ row, sample }) => (
            <SampleDetail key={row} name={name} row={String(row)} title={text.groups.rollout(sample)} />
          ))}
        </div>
      )}
    </article>
  );
}
