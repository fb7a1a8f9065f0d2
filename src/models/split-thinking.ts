/**
 * Thinking and content of a generated text, told apart in one place for all models.
 *
 * The paper's teacher, DeepSeek-R1, writes `<think>…</think>` before its answer; many chat templates already open the
 * tag, so that only its end is generated. A thought that never ends is not an answer, whatever it says.
 */

const OPEN = '<think>';
const CLOSE = '</think>';

export interface SplitText {
  /** All thinking, trimmed; blocks are joined by an empty line. '' where there is none. */
  thinking: string;
  /** What stands outside of the thinking, trimmed; null when the last thought was not finished. */
  content: string | null;
}

export function splitThinking(text: string): SplitText {
  const thoughts: string[] = [];
  const contents: string[] = [];
  let rest = text;
  const firstClose = rest.indexOf(CLOSE);
  const firstOpen = rest.indexOf(OPEN);
  if (firstClose >= 0 && (firstOpen < 0 || firstClose < firstOpen)) {
    thoughts.push(rest.slice(0, firstClose));
    rest = rest.slice(firstClose + CLOSE.length);
  }
  for (let open = rest.indexOf(OPEN); open >= 0; open = rest.indexOf(OPEN)) {
    contents.push(rest.slice(0, open));
    const close = rest.indexOf(CLOSE, open);
    if (close < 0) return { thinking: joined([...thoughts, rest.slice(open + OPEN.length)]), content: null };
    thoughts.push(rest.slice(open + OPEN.length, close));
    rest = rest.slice(close + CLOSE.length);
  }
  return { thinking: joined(thoughts), content: joined([...contents, rest]) };
}

/**
 * What a prompt opens that the answer goes on with: `<think>` and a line feed where its template ends with the tag, else ''. Put in
 * front of the generated text, so that a thought which is cut off is not taken for the answer.
 */
export function openedThought(prompt: string): string {
  return /<think>\s*$/.test(prompt) ? `${OPEN}\n` : '';
}

/**
 * The text of a model that sends its thinking apart, as it would stand inline. Thinking that the token limit cut off
 * stays open; `splitThinking` then sees no answer.
 */
export function joinThinking(thinking: string, content: string, cutOff: boolean): string {
  if (thinking.trim() === '') return content;
  const open = `${OPEN}\n${thinking.trim()}\n`;
  return cutOff && content.trim() === '' ? open : `${open}${CLOSE}\n${content.trimStart()}`;
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}
