import { describe, expect, it } from 'vitest';
import { KnownTexts } from '../likeness/known-texts.ts';
import { loadRulebooks, starterRulebooks } from '../rules/load-rulebooks.ts';
import { openChecker } from './checker.ts';
import { everyday } from './test-everyday.ts';

describe('everyday English', () => {
  const rulebooks = loadRulebooks(starterRulebooks().filter((name) => !name.startsWith('cn-')));
  const checker = openChecker({ rulebooks, known: new KnownTexts(rulebooks), date: '2026-11-28' });
  const decisionOn = async (text: string) => (await checker.check({ id: 'text', text })).decision;

  it.each(Object.entries(everyday))('of %s is not held', async (_, texts) => {
    const held: string[] = [];
    for (const text of texts) {
      const decision = await decisionOn(text);
      if (decision === 'breach' || decision === 'needs review') held.push(`${decision}: ${text}`);
    }
    expect(held).toEqual([]);
  });

  it.each([
    "You can't lose with this fund.",
    'I promise you that the account will double.',
    'Our model expects the shares to grow 12% next year.',
    'Your savings are totally secure, and they earn 9% a year.',
    'Our fund has never lost a client a cent.',
  ])('is a breach where it is said of money: %s', async (text) => {
    expect(await decisionOn(text)).toBe('breach');
  });
});
