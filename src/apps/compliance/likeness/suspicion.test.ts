import { expect, it } from 'vitest';
import { openChecker } from '../check/checker.ts';
import { loadRulebooks } from '../rules/load-rulebooks.ts';
import { KnownTexts } from './known-texts.ts';
import { LIKENESS } from './suspicion.ts';

const rulebooks = loadRulebooks(['us-communications', 'us-best-interest']);
const savers = ['cousin', 'brother', 'aunt', 'neighbour', 'dentist', 'teacher', 'uncle', 'barber'];
const known = new KnownTexts(
  rulebooks,
  savers.flatMap((saver) => [
    labelled(saver, `My ${saver} doubled his savings with the zorblax plan, so will you.`, true),
    labelled(saver, `My ${saver} lost his savings with the zorblax plan.`, false),
  ]),
);
const checker = openChecker({ rulebooks, known, date: '2026-11-28', anyLanguage: true });
const check = (text: string) => checker.check({ id: 'a', text });

function labelled(id: string, text: string, isBreach: boolean) {
  const rule = 'us-2210-projection';
  const quote = isBreach ? { quote: text, acceptable: [rule] } : { quote: null, acceptable: [] };
  const label = isBreach ? ('breach' as const) : ('compliant' as const);
  return {
    id: `${id}-${label}`,
    pair: id,
    language: 'en' as const,
    kind: 'chat',
    text,
    label,
    rule,
    ...quote,
  };
}

it('asks for a look at what is like a known breach where no test speaks, and says what it is like', async () => {
  const text = 'Hi Sam. My grandfather doubled his savings with the zorblax plan, so will you!';
  const checked = await check(text);
  expect(checked.decision).toBe('needs review');
  expect(checked.verdicts[0]).toMatchObject({
    rule: { id: 'us-2210-projection' },
    by: { kind: 'test', test: LIKENESS },
    quotes: [{ text: 'My grandfather doubled his savings with the zorblax plan, so will you!' }],
    reason: expect.stringContaining('such as "My '),
  });
  expect(checked.rulebooks).toContainEqual({ name: 'labelled-texts', version: known.origin.version });
});

it('leaves a text alone that a test speaks of, and one that is like nothing known', async () => {
  const promised = await check(
    'We guarantee a return of 8% a year. The zorblax plan doubled his savings, so will you.',
  );
  expect(promised.decision).toBe('breach');
  expect(promised.verdicts.map(({ by }) => by)).not.toContainEqual({ kind: 'test', test: LIKENESS });
  expect((await check('See you at lunch on Tuesday.')).decision).toBe('not applicable');
});

it('names no rule that the text is not held against', async () => {
  const other = openChecker({ rulebooks: rulebooks.slice(1), known, date: '2026-11-28', anyLanguage: true });
  const checked = await other.check({
    id: 'a',
    text: 'My grandfather doubled his savings with the zorblax plan, so will you!',
  });
  expect(checked.decision).toBe('not applicable');
});
