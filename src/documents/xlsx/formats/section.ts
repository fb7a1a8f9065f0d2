/** A number format's code, cut into sections, each into the tokens that it is made of. */

export type Token =
  | { kind: 'literal'; text: string }
  /** `0`, `#` or `?`. */
  | { kind: 'digit'; sign: string }
  | { kind: 'point' | 'comma' | 'percent' | 'slash' | 'text' | 'general' }
  /** `E+` or `E-`. */
  | { kind: 'exponent'; isSigned: boolean }
  /** A run of y, m, d, h, s, e, a, or `AM/PM`. */
  | { kind: 'date'; letters: string }
  /** `[h]`, `[mm]`. */
  | { kind: 'elapsed'; letters: string };

export interface Section {
  tokens: Token[];
  condition: { operator: string; value: number } | null;
  isDate: boolean;
}

/** Each alternative is one token; what matches none is a literal letter. */
const TOKEN =
  /"([^"]*)"?|\\(.)|[_*](.)|\[([^\]]*)\]?|(General|G\/通用格式)|(AM\/PM|A\/P|上午\/下午)|([yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|b{2,4}|e+(?![+-]))|[eE]([+-])|([0#?])|([.,%/@;])|(.)/gsu;
const CONDITION = /^(<=|>=|<>|<|>|=)(-?[\d.]+)$/;
const ELAPSED = /^(?:h+|m+|s+)$/i;

export function sectionsOf(code: string): Section[] {
  let section: Section = { tokens: [], condition: null, isDate: false };
  const sections = [section];
  for (const match of code.matchAll(TOKEN)) {
    const [, quoted, escaped, spaced, bracket, general, half, date, exponent, digit, mark, letter] = match;
    const { tokens } = section;
    if (mark === ';') sections.push((section = { tokens: [], condition: null, isDate: false }));
    else if (quoted !== undefined || escaped !== undefined) tokens.push(literal(quoted ?? escaped ?? ''));
    // As wide as a letter, or filled with it: neither is printed.
    else if (spaced !== undefined) tokens.push(literal(match[0].startsWith('_') ? ' ' : ''));
    else if (bracket !== undefined) readBracket(bracket, section);
    else if (general !== undefined) tokens.push({ kind: 'general' });
    else if (half !== undefined || date !== undefined) {
      tokens.push({ kind: 'date', letters: half ?? date ?? '' });
      section.isDate = true;
    } else if (exponent !== undefined) tokens.push({ kind: 'exponent', isSigned: exponent === '+' });
    else if (digit !== undefined) tokens.push({ kind: 'digit', sign: digit });
    else if (mark !== undefined) tokens.push(markToken(mark));
    else tokens.push(literal(letter ?? ''));
  }
  return sections;
}

function literal(text: string): Token {
  return { kind: 'literal', text };
}

function markToken(mark: string): Token {
  if (mark === '.') return { kind: 'point' };
  if (mark === ',') return { kind: 'comma' };
  if (mark === '%') return { kind: 'percent' };
  return { kind: mark === '/' ? 'slash' : 'text' };
}

/** `[Red]`, `[>=100]`, `[$€-407]`, `[h]`. */
function readBracket(text: string, section: Section): void {
  const condition = CONDITION.exec(text);
  if (condition !== null) section.condition = { operator: condition[1] ?? '', value: Number(condition[2]) };
  else if (text.startsWith('$')) section.tokens.push(literal(text.slice(1).replace(/-[^-]*$/, '')));
  else if (ELAPSED.test(text)) {
    section.tokens.push({ kind: 'elapsed', letters: text.toLowerCase() });
    section.isDate = true;
  }
}
