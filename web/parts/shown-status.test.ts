import { expect, it } from 'vitest';
import { shownStatus } from './shown-status.ts';

it('does not say of a constant that a source gives it', () => {
  expect(shownStatus({ status: 'found', origin: { kind: 'constant', name: 'a count' } })).toBe('sourceless');
  expect(shownStatus({ status: 'found', origin: { kind: 'assumption' } })).toBe('sourceless');
  expect(shownStatus({ status: 'found', origin: { kind: 'question' } })).toBe('found');
  expect(shownStatus({ status: 'untraced', origin: null })).toBe('untraced');
});
