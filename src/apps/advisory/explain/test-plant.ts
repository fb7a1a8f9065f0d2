/** Plants one wrong number into a true explanation, in one of many ways. */

import { Random } from '../../../core/random.ts';
import { readNumbers } from '../../../verify/index.ts';
import type { Figure } from '../figure.ts';
import type { TrueExplanation } from './test-explanations.ts';
import { fillPlaceholders } from './placeholders.ts';

export interface Planted {
  kind: string;
  text: string;
}

type Plant = (explanation: TrueExplanation, random: Random) => string | null;

const invented = {
  en: [
    'In the last five years the fund rose by 31%.',
    'Nine in ten clients reach their goals.',
    'Your money will double.',
    'The risk is halved.',
    'Expect a double-digit expected return.',
    'The probability is three quarters.',
    'Volatility is about ½ of the market.',
    'The expected return is twelve percent.',
    'Costs are a quarter of the usual.',
    'A dozen funds were compared.',
    'The expected return is 0.1234.',
    'Volatility is 12x lower.',
    'Over two decades it never lost.',
    'Returns are tenfold those of cash.',
    'The median outcome is one and a half million dollars.',
  ],
  zh: [
    '过去五年该基金上涨了31%。',
    '九成客户实现了目标。',
    '您的资金将翻倍。',
    '波动率只有市场的一半。',
    '预期收益率为百分之十二。',
    '预期收益率为一成二。',
    '概率为四分之三。',
    '收益是存款的两倍。',
    '预期收益率可达两位数。',
    '波动率为１２．５％。',
    '费用仅为千分之八。',
    '中位情形可达一百五十万元。',
    '收益有望翻一番。',
    '预期收益提高了3个百分点。',
    '概率约八成半。',
  ],
};

const englishWords = ['seventeen', 'forty-two', 'fifty-five', 'ninety-one', 'one hundred and four'];
const chineseWords = ['十七', '四十二', '五十五', '九十一', '一百零四'];

const plants: Record<string, Plant> = {
  'a digit changed': (one, random) =>
    changeNumber(one, random, (raw) => {
      const places = [...raw.matchAll(/\d/g)].map(({ index }) => index);
      // The last digits of a number may lie within its rounding; the first two never do.
      const at = random.pick(places.slice(0, 2));
      const digit = (Number(raw[at]) + random.int(1, 9)) % 10;
      return raw.slice(0, at) + String(digit) + raw.slice(at + 1);
    }),
  'a digit added': (one, random) =>
    changeNumber(one, random, (raw) => raw.replace(/\d/, (digit) => `${digit}7`)),
  'percent as points': (one, random) =>
    changeNumber(one, random, (raw) =>
      /[%％]/.test(raw)
        ? raw.replace(/\s*[%％]/, one.language === 'en' ? ' percentage points' : '个百分点')
        : null,
    ),
  'percent as basis points': (one, random) =>
    changeNumber(one, random, (raw) =>
      /[%％]/.test(raw) ? raw.replace(/\s*[%％]/, one.language === 'en' ? ' bps' : '个基点') : null,
    ),
  'fraction with a percent sign': (one, random) =>
    changeNumber(one, random, (raw) =>
      /^\d+(?:\.\d+)?\s*[%％]/.test(raw) ? `${(parseFloat(raw) / 100).toFixed(4)}%` : null,
    ),
  'percent sign lost': (one, random) =>
    changeNumber(one, random, (raw) => (/[%％]/.test(raw) ? raw.replace(/\s*[%％]/, '') : null)),
  'another currency': (one, random) =>
    changeNumber(one, random, (raw) => {
      if (/[$]/.test(raw)) return raw.replace('$', '€');
      return /元/.test(raw) ? raw.replace('元', '欧元') : null;
    }),
  'a scale added': (one, random) =>
    changeNumber(one, random, (raw) => {
      if (/^\$/.test(raw)) return `${raw} million`;
      return /元/.test(raw) ? raw.replace('元', '万元') : null;
    }),
  'months as years': (one, random) =>
    changeNumber(one, random, (raw, after) => {
      if (/^\s?months?/.test(after)) return `${raw} years and`;
      return null;
    }),
  'sign turned': (one, random) =>
    changeNumber(one, random, (raw) => {
      if (/^[-−]/.test(raw)) return raw.replace(/^[-−]/, '');
      return /[%％]/.test(raw) ? random.pick(['minus ', 'negative ', '-', '负']) + raw : null;
    }),
  'a number in words': (one, random) =>
    changeNumber(one, random, (raw) => {
      if (!/[%％]/.test(raw)) return null;
      return one.language === 'en'
        ? `${random.pick(englishWords)} percent`
        : `百分之${random.pick(chineseWords)}`;
    }),
  'tenths in Chinese': (one, random) =>
    changeNumber(one, random, (raw) =>
      /[%％]/.test(raw) && one.language === 'zh'
        ? random.pick(['一成', '两成半', '九成五', '5成', '七成'])
        : null,
    ),
  'figures swapped': ({ draft, figures, language }, random) => {
    const ids = [...draft.matchAll(/\{\{(.*?)\}\}/g)].map(
      ([, id]) => figures.find((f) => f.id === id) as Figure,
    );
    const pairs = ids.flatMap((a) =>
      ids.filter((b) => b.unit === a.unit && a.id < b.id).map((b) => [a, b] as const),
    );
    const apart = pairs.filter(([a, b]) => Math.abs(a.value - b.value) > 0.06 * Math.abs(a.value));
    if (apart.length === 0) return null;
    const [a, b] = random.pick(apart);
    const swapped = draft.replaceAll(/\{\{(.*?)\}\}/g, (all, id) =>
      id === a.id ? `{{${b.id}}}` : id === b.id ? `{{${a.id}}}` : all,
    );
    return fillPlaceholders(swapped, figures, language).text;
  },
  invented: ({ text, language }, random) =>
    `${text}${language === 'en' ? ' ' : ''}${random.pick(invented[language])}`,
};

export const plantKinds = Object.keys(plants);

/** Null where the explanation has nothing that could be changed in this way. */
export function plantWrongNumber(explanation: TrueExplanation, kind: string, seed: number): Planted | null {
  const text = plants[kind]?.(explanation, Random.derive(seed, 'plant', kind)) ?? null;
  return text === null || text === explanation.text ? null : { kind, text };
}

function changeNumber(
  { text }: TrueExplanation,
  random: Random,
  change: (raw: string, after: string) => string | null,
): string | null {
  // 300 in the name of a fund is no number of the explanation.
  const numbers = readNumbers(text).filter(
    ({ start, raw }) => !/300|510300/.test(raw) || !/[沪深I ]/.test(text[start - 1] ?? ''),
  );
  for (const { start, end, raw } of random.shuffle(numbers)) {
    const changed = change(raw, text.slice(end, end + 8));
    if (changed !== null && changed !== raw) return text.slice(0, start) + changed + text.slice(end);
  }
  return null;
}
