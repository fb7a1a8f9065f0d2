/** The scale that a source declares once for its figures: `in millions`, `（单位：万元）`. */

const DECLARED =
  /\((?:[^()]{0,30} )?in (?:\w+ (?:of )?)?(thousand|million|billion)s?|\bin (?:\w+ of )?(thousand|million|billion)s\b|\b(thousand|million|billion)s? of \w+\b|\$ ?(thousand|million|billion)s?\b/i;
const CHINESE =
  /单位[:：]?\s*(?:人民币)?\s*(百万|千万|十亿|万亿|千|万|亿)|[(（](?:人民币)?(百万|千万|十亿|万亿|千|万|亿)(?:美|港|欧|日)?(?:元|股|吨|人|户|件)?[)）]|以(?:人民币)?(百万|千|万|亿)(?:美|港)?元(?:为单位|计|列示)/;
const POWERS: Record<string, number> = {
  ...{ thousand: 3, million: 6, billion: 9 },
  ...{ 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 万亿: 12 },
};

/** The declared power of ten; 0 without one. */
export function declaredScale(text: string): number {
  const english = DECLARED.exec(text);
  const chinese = CHINESE.exec(text);
  const word = [...(english ?? []).slice(1), ...(chinese ?? []).slice(1)].find((name) => name !== undefined);
  if (word !== undefined) return POWERS[word.toLowerCase()] ?? 0;
  return /['’]000\b|\b000s\b/.test(text) ? 3 : 0;
}
