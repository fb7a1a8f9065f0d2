/** Which column or key of a message holds what, by the names that exports give it in English and Chinese. */

import { InputError } from '../../../core/errors.ts';
import { nearest } from '../../../core/nearest.ts';

export interface MessageFields {
  text: string;
  sender?: string;
  time?: string;
  id?: string;
}

/** What the user names; the others are found. */
export type NamedFields = Partial<Pick<MessageFields, 'text' | 'sender' | 'time' | 'id'>>;

const NAMES: Readonly<Record<keyof MessageFields, readonly string[]>> = {
  text: [
    ...[
      'text',
      'message',
      'content',
      'body',
      'msg',
      'messagetext',
      'messagebody',
      'messagecontent',
      'fulltext',
    ],
    ...[
      'communication',
      'comment',
      'description',
      'note',
      'transcript',
      'utterance',
      'sentence',
      'post',
      'copy',
    ],
    ...[
      '内容',
      '消息',
      '正文',
      '文本',
      '消息内容',
      '信息内容',
      '聊天内容',
      '话术',
      '文案',
      '发言',
      '邮件正文',
      '描述',
    ],
  ],
  sender: [
    ...[
      'sender',
      'from',
      'author',
      'user',
      'username',
      'sendername',
      'fromname',
      'speaker',
      'name',
      'employee',
    ],
    ...['发送人', '发送者', '发件人', '发言人', '作者', '用户', '昵称', '姓名', '员工', '客户经理'],
  ],
  time: [
    ...[
      'time',
      'date',
      'datetime',
      'timestamp',
      'sentat',
      'sent',
      'createdat',
      'created',
      'createddatetime',
      'ts',
    ],
    ...['时间', '日期', '发送时间', '消息时间', '创建时间'],
  ],
  id: ['id', 'messageid', 'msgid', 'uuid', 'number', 'no', '编号', '序号', '消息编号', '消息id'],
};

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_.:#-]/g, '');
}

/** @throws InputError where no name is one of a text's, or a name that was given is not there. */
export function fieldsOf(names: readonly string[], given: NamedFields, where: string): MessageFields {
  const find = (field: keyof MessageFields): string | undefined => {
    const named = given[field];
    if (named === undefined) return matchOf(names, NAMES[field]);
    if (names.includes(named)) return named;
    const meant = nearest(named, names);
    throw new InputError(`${where} has no column ${named}`, {
      hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}Its columns are ${names.join(', ')}.`,
    });
  };
  const text = find('text');
  if (text === undefined) {
    throw new InputError(`${where} has no column that is known to hold texts`, {
      hint: `Name it with --column; its columns are ${names.join(', ') || 'without names'}.`,
    });
  }
  const [sender, time, id] = (['sender', 'time', 'id'] as const).map(find);
  return { text, ...(sender && { sender }), ...(time && { time }), ...(id && { id }) };
}

/** Said with a text, and no text on their own. */
const HEADINGS = ['subject', 'title', 'headline', 'heading', '主题', '标题', '邮件主题'];

/** Places of the columns that hold what was said, in their order: the one that is named, or all that are known. */
export function textPlaces(names: readonly string[], { text }: NamedFields): number[] {
  const isText = (name: string): boolean =>
    text === undefined ? [...NAMES.text, ...HEADINGS].includes(plainName(name)) : name === text;
  return names.flatMap((name, at) => (isText(name) ? [at] : []));
}

/** The first of `wanted` that is there. */
export function matchOf(names: readonly string[], wanted: readonly string[]): string | undefined {
  const byPlain = new Map(names.toReversed().map((name) => [plainName(name), name]));
  return wanted.flatMap((name) => byPlain.get(name) ?? [])[0];
}
