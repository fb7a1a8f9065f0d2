import { expect, test } from 'vitest';
import { profileFields } from '../profile/fields.ts';
import { profileSchema } from '../profile/profile.ts';
import { toleranceItems } from '../profile/questionnaire.ts';
import { answerName, choiceName } from './answer-words.ts';
import { keyOf } from './chart-frame.ts';
import { foundText } from './found-text.ts';
import { versionLines } from './rows.ts';

const CHINESE = /^[\p{Script=Han}，。、？“”\d%]+$/u;

test('every key and every choice of a profile has Chinese words', () => {
  const keys = Object.keys(profileSchema.shape).filter(
    (key) => !['version', 'language', 'client', 'asOf', 'answers', 'knowledge'].includes(key),
  );
  const flat = keys.flatMap((key) => {
    if (key === 'lossesLived') return ['lossesLived.largest', 'lossesLived.reaction'];
    return key === 'constraints' ? ['constraints.largestWeight', 'constraints.excludeSymbols'] : [key];
  });
  const known = profileFields.families.map((family) => `knowledge.${family}`);
  for (const key of [...flat, ...known]) expect(answerName(key, 'zh')).toMatch(CHINESE);
  for (const { id, text } of toleranceItems) expect(answerName(`answers.${id}`, 'zh')).toBe(text.zh);
  const { jurisdictions, families, priorities, ...choices } = profileFields;
  expect([jurisdictions, families, priorities].flat()).toContain('other');
  for (const choice of Object.values(choices).flat()) expect(choiceName(choice, 'zh')).toMatch(CHINESE);
});

test('what was found is told in the words and the unit of the reader', () => {
  expect(answerName('largestLossInYear, wantedLevel', 'en')).toBe(
    'loss accepted within a year, risk asked for',
  );
  expect(foundText({ id: 'past-drawdown', value: 0.24842, limit: 0.18 }, 'zh')).toEqual({
    found: '24.84%',
    limit: '18%',
  });
  expect(foundText({ id: 'esg', value: 'tobacco, weapons', limit: '' }, 'zh').found).toBe('烟草、武器');
  expect(foundText({ id: 'goal-unlikely', value: 'less than 0.05', limit: 0.5 }, 'zh').found).toBe('小于5%');
  expect(foundText({ id: 'answers-doubtful', value: '30 / 0.05', limit: '' }, 'zh').found).toBe('30 / 0.05');
  expect(foundText({ id: 'minor', value: 17, limit: 18 }, 'en')).toEqual({ found: '17', limit: '18' });
});

test.each(['/home/ann/clients/prices.csv', 'C:\\clients\\prices.csv', 'prices.csv'])(
  'the report names the file of prices without its folders: %s',
  (source) => {
    const market = { source, from: '2020-01-01', to: '2021-01-01', observations: 9, findings: [] };
    const [first] = versionLines({ market, rulebooks: [], inputHash: 'x' }, 'en');
    expect(first).toBe('prices.csv: 9 dates from 2020-01-01 to 2021-01-01.');
  },
);

test('the key of a chart has a row for each mark, below the picture', () => {
  const { key, bottom } = keyOf(
    [
      ['line', 'the plan & more'],
      ['band', 'courses'],
    ],
    300,
  );
  expect(key).toContain('class="line"');
  expect(key).toContain('the plan &#38; more');
  expect(key.match(/<text/g)).toHaveLength(2);
  expect(bottom).toBe(344);
});
