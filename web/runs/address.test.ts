import { expect, it } from 'vitest';
import { placeOf, runAddress } from './address.ts';

it.each([
  ['/runs', { kind: 'list' }],
  ['/runs/', { kind: 'list' }],
  ['/runs/diff', { kind: 'diff' }],
  ['/runs/quickstart', { kind: 'run', name: 'quickstart', part: 'overview' }],
  ['/runs/quickstart/', { kind: 'run', name: 'quickstart', part: 'overview' }],
  ['/runs/quickstart/groups', { kind: 'run', name: 'quickstart', part: 'groups' }],
  ['/runs/quickstart/curves', { kind: 'nowhere' }],
  ['/runs/quickstart/groups/3', { kind: 'nowhere' }],
])('%s', (path, place) => {
  expect(placeOf(path)).toEqual(place);
});

it.each(['quickstart', 'diff', 'groups'])('finds the run %s again at its own addresses', (name) => {
  for (const part of ['overview', 'groups', 'answers'] as const) {
    expect(placeOf(runAddress(name, part))).toEqual({ kind: 'run', name, part });
  }
});

it('puts what is asked for into the query', () => {
  expect(runAddress('a', 'answers', { stage: 'sft', search: undefined })).toBe('/runs/a/answers?stage=sft');
});
