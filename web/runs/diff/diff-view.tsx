/** Two runs compared: what differs in their recipes, how good their models are, how long they took. */

import { Link } from 'wouter-preact';
import type { RunDiff, RunSummary } from '../../../src/inspect/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { Shown } from '../../parts/shown.tsx';
import { addressOf, useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { KeyDifferences } from './key-differences.tsx';
import { ScoreDifferences } from './score-differences.tsx';
import { SecondsDifferences } from './seconds-differences.tsx';

export function DiffView() {
  const { runs: text } = useTexts();
  const [{ a = '', b = '' }] = useQuery();
  const isAsked = a !== '' && b !== '' && a !== b;
  return (
    <>
      <p class="crumb">
        <Link href="/runs">{text.all}</Link>
      </p>
      <h1>{text.diff.title}</h1>
      <Choices a={a} b={b} />
      {isAsked ? (
        // The difference of two others must not stand here meanwhile.
        <Difference key={JSON.stringify([a, b])} a={a} b={b} />
      ) : (
        <p>{a !== '' && a === b ? text.diff.same : text.diff.choose}</p>
      )}
    </>
  );
}

function Choices({ a, b }: { a: string; b: string }) {
  const { runs: text } = useTexts();
  const [, setQuery] = useQuery();
  const { data } = useResource<{ runs: RunSummary[] }>('/api/runs');
  const names = new Set([...(data?.runs ?? []).map(({ name }) => name), a, b]);
  names.delete('');
  const options = [...names].sort().map((value) => ({ value }));
  return (
    <div class="filters" role="group" aria-label={text.filters.label}>
      {(
        [
          ['a', a],
          ['b', b],
        ] as const
      ).map(([side, value]) => (
        <Choice
          key={side}
          label={text.diff[side]}
          value={value}
          options={value === '' ? [{ value: '', title: '–' }, ...options] : options}
          isRequired
          onChoose={(name) => setQuery({ [side]: name })}
        />
      ))}
      <button type="button" disabled={a === '' && b === ''} onClick={() => setQuery({ a: b, b: a })}>
        {text.diff.swap}
      </button>
    </div>
  );
}

function Difference({ a, b }: { a: string; b: string }) {
  const { runs: text } = useTexts();
  const found = useResource<RunDiff>(addressOf('/api/diff', { a, b }));
  const heads = [a, b].map((name) => (
    <Link key={name} href={runAddress(name)}>
      {name}
    </Link>
  ));
  return (
    <Shown of={found}>
      {({ recipe, environment, scores, seconds }) => (
        <>
          <KeyDifferences title={text.diff.recipe} same={text.diff.recipeSame} rows={recipe} heads={heads} />
          <ScoreDifferences scores={scores} heads={heads} names={[a, b]} />
          <SecondsDifferences rows={seconds} heads={heads} />
          <KeyDifferences
            title={text.diff.environment}
            same={text.diff.environmentSame}
            rows={environment}
            heads={heads}
          />
        </>
      )}
    </Shown>
  );
}
