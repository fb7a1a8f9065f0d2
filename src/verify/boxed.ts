/** `\boxed{...}`, the place where most reasoning models put the final answer. */

const MARK = '\\boxed{';

/** The contents of every `\boxed{...}` of a text, braces balanced; an unclosed one is left out. */
export function boxedContents(text: string): string[] {
  const contents: string[] = [];
  for (let from = text.indexOf(MARK); from >= 0; from = text.indexOf(MARK, from + MARK.length)) {
    let depth = 1;
    let end = from + MARK.length;
    for (; end < text.length && depth > 0; end++) {
      const character = text.charCodeAt(end);
      if (character === 123) depth++;
      else if (character === 125) depth--;
    }
    if (depth === 0) contents.push(text.slice(from + MARK.length, end - 1).trim());
  }
  return contents;
}

const WORDS = /^\\(?:text|textbf|textit|textrm|mathrm|mathbf)\{([^{}]*)\}$/;

/**
 * What a scorer should read: the content of `\boxed{}` where there is one, without the `\text{}` of words, else the whole text.
 * Boxes that differ are joined by a semicolon: a set of letters stays readable, two numbers stay ambiguous.
 */
export function unbox(text: string): string {
  if (!text.includes(MARK)) return text;
  const different = [...new Set(boxedContents(text).map((content) => content.replace(WORDS, '$1').trim()))];
  return different.length === 0 ? text : different.join('; ');
}
