import { expect, it } from 'vitest';
import type { ChatTurn } from '../../models/index.ts';
import { evidenceOf, usualFormat, withDocuments } from './documents.ts';
import { RunningCheck } from './running-check.ts';
import type { CheckedNumber } from './running-check.ts';

const documents = [
  {
    id: 'income',
    rows: [
      ['item', '2023', '2022'],
      ['Revenue', '63.0', '48.0'],
      ['Cost', '40.5', '31.0'],
    ],
  },
  { id: 'note', text: 'The company had 1,250 employees at the end of 2023.' },
];
const messages = [{ role: 'user' as const, content: 'By how much did revenue grow?' }];
const evidence = evidenceOf(messages, documents);
const reasoning =
  'Revenue was 63.0 in 2023 and 48.0 in 2022.\nThe change is 63.0 - 48.0 = 15.0.\nRelative to 2022 that is 15.0 / 48.0 = 31.25%.\nThe margin of peers is 77.7%.';
const content = '31.25%';

it('says of each number where it comes from, in the part that it stands in', () => {
  const check = new RunningCheck(evidence).end(reasoning, content);
  const at = (part: 'reasoning' | 'content', text: string): CheckedNumber | undefined =>
    check.numbers.find((number) => number.part === part && number.text === text);
  expect(at('reasoning', '63.0')).toMatchObject({
    status: 'found',
    origin: { kind: 'cell', table: 'income', row: 1, column: 1 },
  });
  expect(at('reasoning', '15.0')?.status).toBe('recomputed');
  expect(at('reasoning', '77.7%')?.status).toBe('unsupported');
  expect(at('content', '31.25%')?.status).toMatch(/recomputed|found/);
  for (const { part, start, end, text } of check.numbers)
    expect((part === 'reasoning' ? reasoning : content).slice(start, end)).toBe(text);
  expect(check.claims).toHaveLength(2);
  for (const { part, start, end, text, holds } of check.claims)
    expect([part, reasoning.slice(start, end), holds]).toEqual(['reasoning', text, true]);
  const computed = at('reasoning', '15.0')?.origin;
  expect(computed?.kind === 'claim' && check.claims[computed.claim]?.text).toBe('63.0 - 48.0 = 15.0');
  expect(check.errors).toHaveLength(1);
  expect(check.errors[0]).toMatchObject({
    kind: 'unsupported-number',
    part: 'reasoning',
    start: reasoning.indexOf('77.7%'),
  });
  expect(check.faithful).toBe(false);
});

it('tells in pieces what it tells of the whole', () => {
  const whole = new RunningCheck(evidence).end(reasoning, content);
  for (const step of [1, 7, 40]) {
    const running = new RunningCheck(evidence);
    let numbers: CheckedNumber[] = [];
    let updates = 0;
    for (let at = step; at < reasoning.length; at += step) {
      const update = running.update(reasoning.slice(0, at), '');
      if (update === null) continue;
      updates++;
      numbers = [...numbers.slice(0, update.from), ...update.numbers];
      for (const { start, end, text } of numbers) expect(reasoning.slice(start, end)).toBe(text);
    }
    const last = running.end(reasoning, content);
    expect([...numbers.slice(0, last.from), ...last.numbers]).toEqual(whole.numbers);
    expect(updates).toBeGreaterThan(1);
    expect(updates).toBeLessThan(30);
  }
});

it('shows the models of runs what they were trained on', () => {
  const conversation = [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'costs?' },
    { role: 'assistant' as const, content: '40.5' },
    ...messages,
  ];
  const shown = withDocuments(conversation, documents, usualFormat('run:quickstart@grpo'));
  expect(shown).toHaveLength(2);
  expect(shown[0]).toEqual(conversation[0]);
  expect(shown[1]?.content.split('\n')).toEqual([
    documents[1]?.text,
    'item',
    ...['Revenue 2023=63.0', 'Revenue 2022=48.0', 'Cost 2023=40.5', 'Cost 2022=31.0'],
    'Q: costs? A: 40.5',
    'By how much did revenue grow?',
  ]);
  expect(usualFormat('http://localhost/v1#m')).toBe('markdown');
});

it('leaves calls of tools and their results behind the question, and traces numbers to the results', () => {
  const calling = (id: string): ChatTurn => ({
    ...{ role: 'assistant', content: '', reasoning: '' },
    toolCalls: [{ id, name: 'price', arguments: '{}' }],
  });
  const result = (toolCallId: string, content: string): ChatTurn => {
    return { role: 'tool', name: 'price', toolCallId, content };
  };
  const before: ChatTurn[] = [
    { role: 'user', content: 'price?' },
    calling('a'),
    result('a', 'It was 17.25.'),
    { role: 'assistant', content: '17.25' },
  ];
  const after = [calling('b'), result('b', 'It is 18.75.')];
  const conversation = [...before, ...messages, ...after];
  const compact = withDocuments(conversation, documents, 'compact');
  expect(compact.slice(1)).toEqual(after);
  expect(compact[0]?.content).toMatch(/It was 17\.25\.[^]*Q: price\? A: 17\.25/);
  expect(compact[0]?.content).not.toContain('18.75');
  expect(withDocuments(conversation, documents, 'markdown').slice(5)).toEqual(after);
  const check = new RunningCheck(evidenceOf(conversation, documents)).end('', 'From 17.25 to 18.75.');
  expect(check.numbers.map(({ origin }) => origin)).toMatchObject([
    { kind: 'text', block: 'tool:price#1' },
    { kind: 'text', block: 'tool:price#2' },
  ]);
});

it('shows the model the documents before the last question', () => {
  const conversation = [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'Hello' },
    { role: 'assistant' as const, content: 'Hello!' },
    ...messages,
  ];
  const shown = withDocuments(conversation, documents, 'markdown');
  expect(shown.slice(0, 3)).toEqual(conversation.slice(0, 3));
  expect(shown[3]?.content).toMatch(
    /1,250 employees[^]*\| Revenue \| 63.0 \| 48.0 \|[^]*By how much did revenue grow\?/,
  );
  expect(evidenceOf(conversation, documents).history).toEqual([{ question: 'Hello', answer: 'Hello!' }]);
  expect(withDocuments(messages, [], 'compact')).toEqual(messages);
});
