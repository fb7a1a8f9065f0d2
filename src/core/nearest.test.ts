import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

describe('editDistance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['epochs', 'epochs', 0],
    ['grop', 'grpo', 1],
    ['ab', 'ba', 1],
  ])('%s → %s takes %i', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
  });
});

describe('nearest', () => {
  const keys = ['steps', 'tokensPerStep', 'checkpointEverySteps', 'optimizer'];

  it('finds the key that was meant', () => {
    expect(nearest('stpes', keys)).toBe('steps');
    expect(nearest('tokenPerSteps', keys)).toBe('tokensPerStep');
    expect(nearest('optimiser', keys)).toBe('optimizer');
    expect(nearest('OPTIMIZER', keys)).toBe('optimizer');
  });

  it('suggests nothing for a word that is near to none', () => {
    expect(nearest('learningRate', keys)).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});
