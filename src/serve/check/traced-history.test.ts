import { expect, it } from 'vitest';
import type { Evidence } from './documents.ts';
import { RunningCheck } from './running-check.ts';
import { withTracedHistory } from './traced-history.ts';

const revenue = {
  id: 'income',
  rows: [
    ['item', '2023', '2022'],
    ['Revenue', '63.0', '48.0'],
  ],
};
const said = (answer: string): Evidence => ({
  texts: [],
  tables: [revenue],
  history: [{ question: 'By how much did revenue grow, if it was 41.7 before?', answer }],
  question: 'And the margin?',
});

it('keeps of earlier answers what the documents, the questions and calculations give', () => {
  const answer = 'From 48.0 to 63.0, that is 15.0 or 31.25%; before that 41.7.';
  expect(withTracedHistory(said(answer)).history[0]?.answer).toBe(answer);
});

it('is no source of what a model made up before', () => {
  const answer = 'Margin was 77.7%, with 20 people. Revenue was 63.0.';
  const evidence = withTracedHistory(said(answer));
  expect(evidence.history[0]?.answer).toBe('Margin was …, with … people. Revenue was 63.0.');
  const check = new RunningCheck(evidence).end('', 'As I said, margin was 77.7%.');
  expect(check.numbers).toMatchObject([{ text: '77.7%', status: 'untraced', origin: null }]);
  expect(check.supported).toBe(0);
});

it('leaves a conversation without earlier turns as it is', () => {
  const evidence = { ...said(''), history: [] };
  expect(withTracedHistory(evidence)).toBe(evidence);
});
