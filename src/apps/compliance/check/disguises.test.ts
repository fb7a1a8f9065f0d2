import { describe, expect, it } from 'vitest';
import { loadRulebooks } from '../rules/load-rulebooks.ts';
import { openChecker } from './checker.ts';
import { disguises } from './test-disguises.ts';

describe('disguises of a breach', () => {
  const checker = openChecker({ rulebooks: loadRulebooks(), date: '2026-11-28' });
  const decisionOn = async (text: string) => (await checker.check({ id: 'text', text })).decision;

  it('are undone', async () => {
    const plain: string[] = [];
    const passed: string[] = [];
    for (const { name, text, breach } of disguises) {
      if ((await decisionOn(breach)) !== 'breach') plain.push(breach);
      if ((await decisionOn(text)) !== 'breach') passed.push(`${name}: ${text}`);
    }
    expect(plain).toEqual([]);
    expect(passed).toEqual([]);
  }, 60_000);
});
