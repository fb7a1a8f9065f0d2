/**
 * The strict format check of the paper (v5, eq. 4.2): a trace in `<think>`, then an answer in `<answer>`, and nothing
 * outside the tags but white space. Departs from Open-R1's pattern, which accepts repeated tags and text after
 * `</answer>`: here each of the four tags stands exactly once, in order, and neither part is empty.
 */

export interface FormatCheck {
  valid: boolean;
  /** The trace; where the format is not valid, what can safely be called the trace, else ''. */
  reasoning: string;
  /**
   * The answer. May be given although `valid` is false (text outside the tags, no trace): the answer tags then stand
   * exactly once and no thinking is left open before them. Thinking is never shown as an answer.
   */
  answer: string | null;
  /** Why the format is not valid; 'valid' when it is. */
  reason: string;
}

export interface FormatOptions {
  /** The prompt already ends with `<think>`: a missing opening tag is accepted. */
  promptOpensThink?: boolean;
}

const OPEN_THINK = '<think>';
const CLOSE_THINK = '</think>';
const OPEN_ANSWER = '<answer>';
const CLOSE_ANSWER = '</answer>';

/** Position of a tag that stands exactly once; -1 where it is missing, -2 where it is repeated. */
function onlyPosition(text: string, tag: string): number {
  const first = text.indexOf(tag);
  return first >= 0 && text.indexOf(tag, first + tag.length) >= 0 ? -2 : first;
}

export function checkFormat(text: string, options: FormatOptions = {}): FormatCheck {
  const implied = options.promptOpensThink === true && !text.trimStart().startsWith(OPEN_THINK);
  const whole = implied ? OPEN_THINK + text : text;
  const thinkOpen = onlyPosition(whole, OPEN_THINK);
  const thinkClose = onlyPosition(whole, CLOSE_THINK);
  const answerOpen = onlyPosition(whole, OPEN_ANSWER);
  const answerClose = onlyPosition(whole, CLOSE_ANSWER);

  const lastThinkOpen = whole.lastIndexOf(OPEN_THINK);
  const lastThinkClose = whole.lastIndexOf(CLOSE_THINK);
  const answerReadable =
    answerOpen >= 0 &&
    answerClose > answerOpen &&
    lastThinkClose < answerOpen &&
    lastThinkOpen <= lastThinkClose;
  const content = answerReadable ? whole.slice(answerOpen + OPEN_ANSWER.length, answerClose).trim() : '';
  const answer = content === '' ? null : content;
  const reasoning =
    thinkOpen >= 0 && thinkClose > thinkOpen
      ? whole.slice(thinkOpen + OPEN_THINK.length, thinkClose).trim()
      : thinkOpen >= 0 && thinkClose === -1
        ? whole.slice(thinkOpen + OPEN_THINK.length).trim()
        : '';

  const tags: [string, number][] = [
    [OPEN_THINK, thinkOpen],
    [CLOSE_THINK, thinkClose],
    [OPEN_ANSWER, answerOpen],
    [CLOSE_ANSWER, answerClose],
  ];
  let reason = 'valid';
  for (const [index, [tag, position]] of tags.entries()) {
    if (position === -1) reason = `${tag} is missing`;
    else if (position === -2) reason = `${tag} stands more than once`;
    else if (index > 0 && position < (tags[index - 1]?.[1] ?? 0)) reason = `${tag} is out of order`;
    if (reason !== 'valid') return { valid: false, reasoning, answer, reason };
  }
  if (whole.slice(0, thinkOpen).trim() !== '') reason = `text before ${OPEN_THINK}`;
  else if (whole.slice(thinkClose + CLOSE_THINK.length, answerOpen).trim() !== '')
    reason = `text between ${CLOSE_THINK} and ${OPEN_ANSWER}`;
  else if (whole.slice(answerClose + CLOSE_ANSWER.length).trim() !== '')
    reason = `text after ${CLOSE_ANSWER}`;
  else if (reasoning === '') reason = `${OPEN_THINK} is empty`;
  else if (answer === null) reason = `${OPEN_ANSWER} is empty`;
  return { valid: reason === 'valid', reasoning, answer, reason };
}
