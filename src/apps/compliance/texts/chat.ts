/**
 * Chats as their programs export them as text: WhatsApp (each place writes dates in its own way), WeChat and alike (name and time on a
 * line of their own, or before the message). A message goes on until the next begins.
 */

import type { TextToCheck } from '../check/verdict.ts';
import { MessageIds } from './message-ids.ts';

interface Head {
  time: string;
  sender: string;
  /** What stands on the same line. */
  text: string;
}

const DATE = '(?:\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}|\\d{4}年\\d{1,2}月\\d{1,2}日)';
const CLOCK =
  '(?:(?:上午|下午|凌晨|早上|中午|晚上)\\s*)?\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s*[AaPp]\\.?\\s?[Mm]\\.?)?';
const MOMENT = `${DATE},?\\s+${CLOCK}`;
const NAME = '[^\\n:：\\[\\]]{1,60}?';
/** `[31.12.23, 21:41:03] Ann: …`, `12/31/23, 9:41 PM - Ann: …`, `2024-01-31 10:22 张三：…`. */
const BEFORE = new RegExp(`^\\[?(${MOMENT})\\]?\\s*(?:[-–]\\s+)?(${NAME})\\s*[:：]\\s?(.*)$`);
/** `张三 2024-01-31 10:22:31`, then lines. */
const NAME_FIRST = new RegExp(`^(${NAME})(?:\\([^()]*\\)|（[^（）]*）)?\\s+\\[?(${MOMENT})\\]?\\s*[:：]?$`);
/** `2024-01-31 10:22:31 张三`, then lines. */
const TIME_FIRST = new RegExp(`^\\[?(${MOMENT})\\]?\\s+(${NAME})(?:\\([^()]*\\)|（[^（）]*）)?$`);
/** What the program says itself: `12/31/23, 9:41 PM - Ann joined`. */
const NOTICE = new RegExp(`^\\[?${MOMENT}\\]?\\s*[-–]\\s+[^:：]+$`);
const UNSEEN_AT_BEGIN = /^[\u200E\u200F\u202A-\u202E\uFEFF\s]+/;
const PICTURE = /^(?:<[^<>]*(?:omitted|attached)[^<>]*>|\[(?:图片|表情|语音|视频|动画表情)\])$/i;
/** Of a file's lines: where one of the first is a head, and there are two, it is a chat. */
const LOOKED_AT = 200;
const BEGINS_WITHIN = 8;

export function isChat(text: string): boolean {
  const lines = text
    .slice(0, 50_000)
    .split('\n', LOOKED_AT)
    .filter((line) => line.trim() !== '');
  const heads = lines.map((line) => headOf(line) !== null);
  return heads.slice(0, BEGINS_WITHIN).includes(true) && heads.filter(Boolean).length >= 2;
}

export function* chatMessages(name: string, text: string): Generator<TextToCheck> {
  const ids = new MessageIds(name);
  let number = 0;
  let open: (Head & { lines: string[] }) | undefined;
  const closed = (): TextToCheck[] => {
    const words = open?.lines.join('\n').trim() ?? '';
    if (open === undefined || words === '' || PICTURE.test(words)) return [];
    number++;
    return [{ id: ids.next(number), text: words, sender: open.sender, time: open.time }];
  };
  for (const line of text.split(/\r\n|\n|\r/)) {
    const head = headOf(line);
    if (head !== null) {
      yield* closed();
      open = { ...head, lines: head.text === '' ? [] : [head.text] };
    } else if (!NOTICE.test(bare(line.replace(UNSEEN_AT_BEGIN, '')))) open?.lines.push(line);
  }
  yield* closed();
}

function bare(line: string): string {
  // Newer exports part time and AM by a narrow blank.
  return line.replace(/[\u202F\u00A0]/g, ' ').trimEnd();
}

function headOf(given: string): Head | null {
  const line = bare(given.replace(UNSEEN_AT_BEGIN, ''));
  const [, time, sender, text] = BEFORE.exec(line) ?? [];
  if (time !== undefined && sender !== undefined && text !== undefined) return { time, sender, text };
  const [, name, moment] = NAME_FIRST.exec(line) ?? [];
  if (name !== undefined && moment !== undefined) return { time: moment, sender: name, text: '' };
  const [, since, who] = TIME_FIRST.exec(line) ?? [];
  return since === undefined || who === undefined ? null : { time: since, sender: who, text: '' };
}
