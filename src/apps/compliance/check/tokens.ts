/** Words for the search: English ones without their endings, Chinese ones as ICU parts them and by pairs of letters, since ICU knows few terms. */

const CHINESE = new Intl.Segmenter('zh', { granularity: 'word' });
const RUN = /\p{Script=Han}+|[a-z][a-z']*/gu;
const ENDING = /(?:ies|ing|ed|es|s|ly|'s)$/;
const SHORTEST_STEM = 4;
const COMMON = new Set(
  (
    'a an and are as at be been but by can for from had has have he her his i if in into is it its me my no not of on or our she so that the ' +
    'their them there they this to us was we were what when which who will with would you your 的 了 是 在 和 与 及 或 也 就 都 而 ' +
    '您 你 我 我们 他 她 它 这 那 有 为 被 把 对 从 到 等 将 会 可以 请'
  ).split(' '),
);

export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const [run] of text.toLowerCase().matchAll(RUN)) {
    if (run <= '\x7F' || run < '\u0100') tokens.push(stemOf(run));
    else tokens.push(...chineseTokens(run));
  }
  return tokens.filter((token) => token !== '' && !COMMON.has(token));
}

function stemOf(word: string): string {
  if (COMMON.has(word)) return '';
  const stem = word.replace(ENDING, '');
  return stem.length >= SHORTEST_STEM ? stem : word;
}

function chineseTokens(run: string): string[] {
  const letters = Array.from(run);
  const pairs = letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
  const words = Array.from(CHINESE.segment(run), ({ segment }) => segment).filter((word) => word.length > 2);
  return letters.length === 1 ? letters : [...pairs, ...words];
}
