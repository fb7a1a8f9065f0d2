/**
 * Makes LaTeX and full-width text readable for the number reader, keeping track of where each character came from:
 * `\frac{94}{5735}` -> `(94)/(5735)`, `\%` -> `%`, `5{,}829` -> `5,829`, `１２．５％` -> `12.5%`, unicode minus -> `-`.
 */

export interface CleanText {
  text: string;
  /** Where in the original text the character at `index` of the clean text begins. */
  startOf(index: number): number;
  /** Where in the original text the part of the clean text that ends before `index` ends. */
  endOf(index: number): number;
}

const ONE_TO_ONE = /[\uFF01-\uFF5E\u2212\u2013\u2010\u2011\u00A0\u2009\u202F\u3000]/g;
const NEEDS_SCAN = /[\\{}]/;
const COMMAND = /\\(?:[A-Za-z]+|[^A-Za-z]|$)/y;

const REPLACEMENTS: Record<string, string> = {
  '\\%': '%',
  '\\$': '$',
  '\\,': '',
  '\\!': '',
  '\\left': '',
  '\\right': '',
  '\\times': '×',
  '\\cdot': '×',
  '\\div': '÷',
  '\\approx': '≈',
  '\\simeq': '≈',
  '\\sqrt': '√',
  '\\geq': '≥',
  '\\leq': '≤',
  '\\ge': '≥',
  '\\le': '≤',
  '\\gt': '>',
  '\\lt': '<',
};
const SILENT = new Set(
  'text textbf textit textrm mathrm mathbf mathit operatorname boxed'.split(' ').map((name) => `\\${name}`),
);
const FRACTIONS = new Set(['\\frac', '\\dfrac', '\\tfrac']);

function replaceOne(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return code === 0x2212 || (code >= 0x2010 && code <= 0x2013) ? '-' : ' ';
}

/** Full-width forms, unicode minus and fixed spaces as ASCII; the length does not change. */
export function cleanCharacters(text: string): string {
  return text.replace(ONE_TO_ONE, replaceOne);
}

function identity(index: number): number {
  return index;
}

type Brace = 'group' | 'power' | 'numerator' | 'denominator' | 'comma';
const OPENS: Record<Brace, string> = { group: '', power: '(', numerator: '(', denominator: '(', comma: '' };
const CLOSES: Record<Brace, string> = { group: '', power: ')', numerator: ')/', denominator: ')', comma: '' };

export function cleanText(original: string): CleanText {
  const source = cleanCharacters(original);
  if (!NEEDS_SCAN.test(source)) return { text: source, startOf: identity, endOf: identity };
  const starts: number[] = [];
  const ends: number[] = [];
  const braces: Brace[] = [];
  let text = '';
  let next: Brace = 'group';
  let fraction = 0;
  const emit = (part: string, from: number, to: number): void => {
    for (let i = 0; i < part.length; i++) {
      starts.push(from);
      ends.push(to);
    }
    text += part;
  };
  for (let i = 0; i < source.length;) {
    const character = source.charAt(i);
    if (character === '\\') {
      COMMAND.lastIndex = i;
      const command = COMMAND.exec(source)?.[0] ?? '\\';
      if (FRACTIONS.has(command)) {
        next = 'numerator';
        fraction = i;
      }
      if (command === '\\sqrt') next = 'power';
      const silent = FRACTIONS.has(command) || SILENT.has(command);
      emit(silent ? '' : (REPLACEMENTS[command] ?? ' '), i, i + command.length);
      i += command.length;
      continue;
    }
    if (character === '{') {
      const brace: Brace = source.startsWith('{,}', i) ? 'comma' : next;
      braces.push(brace);
      emit(OPENS[brace], brace === 'numerator' ? fraction : i, i + 1);
      next = 'group';
    } else if (character === '}') {
      const brace = braces.pop() ?? 'group';
      emit(CLOSES[brace], i, i + 1);
      if (brace === 'numerator') next = 'denominator';
    } else {
      if (character === '^') next = 'power';
      else if (character !== ' ') next = 'group';
      emit(character, i, i + 1);
    }
    i++;
  }
  return {
    text,
    startOf: (index) => starts[index] ?? original.length,
    endOf: (index) => (index === 0 ? 0 : (ends[index - 1] ?? original.length)),
  };
}
