import { expect, it } from 'vitest';
import { pathParts } from './path-parts.ts';

it('gives the parts behind the room, decoded', () => {
  expect(pathParts('/data')).toEqual([]);
  expect(pathParts('/data/')).toEqual([]);
  expect(pathParts('/data/my%20run%2Fb/rows')).toEqual(['my run/b', 'rows']);
});

it('leaves what is not encoded as it stands', () => {
  expect(pathParts('/data/100%')).toEqual(['100%']);
});
