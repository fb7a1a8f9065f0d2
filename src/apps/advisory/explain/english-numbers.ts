/** Numbers in English words: `twelve percent`, `two-thirds`, `one and a half`, `twice`, `a dozen`, `tenfold`. */

const SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen ' +
  'sixteen seventeen eighteen nineteen'
).split(' ');
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES: Readonly<Record<string, number>> = {
  ...{ hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, dozen: 12 },
};
const PARTS: Readonly<Record<string, number>> = {
  ...{ half: 2, halves: 2, third: 3, quarter: 4, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8 },
  ...{ ninth: 9, tenth: 10, twentieth: 20, hundredth: 100 },
};

const values = new Map<string, number>([
  ...SMALL.map((word, i): [string, number] => [word, i]),
  ...TENS.map((word, i): [string, number] => [word, 20 + 10 * i]),
  ['nil', 0],
  ['nought', 0],
]);

const CARDINAL = [...values.keys(), ...Object.keys(SCALES).map((word) => `${word}s?`)].join('|');
const PART = Object.keys(PARTS)
  .map((word) => (word === 'halves' ? word : `${word}s?`))
  .join('|');
const RUN = new RegExp(
  `\\b(?:(?:a|an)[ -])?(?:${CARDINAL})(?:[ -]+(?:and[ -]+)?(?:${CARDINAL}|point)\\b)*(?:[ -]+(?:and[ -]+)?(?:a[ -]+)?(?:${PART})\\b)?(?![a-z])`,
  'gi',
);
const LONE_PART = new RegExp(
  `\\b(?:(?:a|one)[ -](?:${PART})\\b(?![- ]?(?:party|person|time of))|(?:${PART})[ ](?=of\\b)|half\\b(?!-hearted))`,
  'gi',
);
const OTHER =
  /\b(?:[a-z]+-(?:digit|figure)s?|twice|thrice|doubl(?:e[sd]?|ing)(?!-check)|tripl(?:e[sd]?|ing)|trebl(?:e[sd]?|ing)|quadrupl(?:e[sd]?|ing)|halv(?:e[sd]?|ing)|couple of|[a-z]+-?fold|decades?|centur(?:y|ies)|score of|scores of)\b/gi;
const NOT_FOLD = /^(?:un|mani|bill|scaf|blind|two-?way|port)-?fold$/i;

/** `one` that counts nothing. */
const ONE_BEFORE = /\b(?:no|every|any|some|each|this|that|the|which|only|another|within)\s+$/i;
const ONE_AFTER =
  /^\s+(?:of|another|more|side|hand|should|can|could|may|might|must|cannot|who|that|which|is|has|does|needs?|wants?|at|bad|unfavou?rable|thing|reason|way)\b/i;

export interface Worded {
  start: number;
  end: number;
  /** NaN where no single number is meant. */
  value: number;
  /** What the words themselves say of the unit: `twice` is a multiple, `half` a share, `decade` years. */
  kind: 'number' | 'share' | 'times' | 'years';
  decimals: number;
}

export function englishNumbers(text: string): Worded[] {
  const found: Worded[] = [];
  for (const match of text.matchAll(RUN)) {
    const words = match[0].toLowerCase();
    if (words === 'one' && isPronoun(text, match.index)) continue;
    if (words === 'a' || words === 'an') continue;
    found.push({ ...span(match), ...valueOf(words) });
  }
  for (const match of text.matchAll(LONE_PART)) {
    const at = span(match);
    if (found.some(({ start, end }) => at.start < end && start < at.end)) continue;
    const word = /[a-z]+$/i.exec(match[0].trim())?.[0].toLowerCase() ?? '';
    found.push({ ...at, value: 100 / partOf(word), kind: 'share', decimals: 0 });
  }
  for (const match of text.matchAll(OTHER)) {
    const word = match[0].toLowerCase();
    if (NOT_FOLD.test(word)) continue;
    const at = span(match);
    // `tenfold` and `two-digit` swallow the number word in them; `two decades` is two tens of years.
    const before = found.findIndex(({ end }) => word.startsWith('decade') && end === at.start - 1);
    const counted = before < 0 ? undefined : found[before];
    if (counted !== undefined) {
      found[before] = { ...counted, end: at.end, value: counted.value * 10, kind: 'years' };
      continue;
    }
    for (let i = found.length - 1; i >= 0; i--) {
      const other = found[i] as Worded;
      if (other.start < at.end && at.start < other.end) found.splice(i, 1);
    }
    const value = word.startsWith('decade') ? 10 : word === 'twice' || /^doubl\w+$/.test(word) ? 2 : NaN;
    found.push({ ...at, value, kind: word.startsWith('decade') ? 'years' : 'times', decimals: 0 });
  }
  return found.sort((a, b) => a.start - b.start);
}

function span(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].trimEnd().length };
}

function isPronoun(text: string, at: number): boolean {
  return ONE_BEFORE.test(text.slice(Math.max(0, at - 12), at)) || ONE_AFTER.test(text.slice(at + 3, at + 16));
}

function partOf(word: string): number {
  return PARTS[word] ?? PARTS[word.replace(/s$/, '')] ?? NaN;
}

/** `two thirds` is 66.7 of a hundred; `one and a half` is 1.5; `twelve point three` is 12.3. */
function valueOf(words: string): Omit<Worded, 'start' | 'end'> {
  const tokens = words.split(/[ -]+/).filter((token) => token !== 'and');
  const last = tokens.at(-1) ?? '';
  const part = partOf(last);
  if (!Number.isNaN(part)) {
    const rest = tokens.slice(0, -1);
    const isMixed = rest.at(-1) === 'a' && rest.length > 1;
    const whole = cardinal(rest.filter((token) => token !== 'a'));
    if (isMixed) return { value: whole.value + 1 / part, kind: 'number', decimals: 1 };
    return { value: (100 * whole.value) / part, kind: 'share', decimals: 0 };
  }
  return { ...cardinal(tokens.filter((token) => token !== 'a' && token !== 'an')), kind: 'number' };
}

function cardinal(tokens: readonly string[]): { value: number; decimals: number } {
  const point = tokens.indexOf('point');
  const whole = point < 0 ? tokens : tokens.slice(0, point);
  let total = 0;
  let group = 0;
  for (const token of whole) {
    const scale = SCALES[token] ?? SCALES[token.replace(/s$/, '')];
    if (scale === undefined) group += values.get(token) ?? NaN;
    else if (scale <= 100) group = Math.max(1, group) * scale;
    else {
      total += Math.max(1, group) * scale;
      group = 0;
    }
  }
  const digits = point < 0 ? [] : tokens.slice(point + 1).map((token) => values.get(token) ?? NaN);
  const fraction = digits.reduce((sum, digit, i) => sum + digit / 10 ** (i + 1), 0);
  return { value: total + group + fraction, decimals: digits.length };
}
