import { expect, it } from 'vitest';
import { batchApi, markedIn, markedQuery, queueAddress, queueRequest, rulebooksIn } from './addresses.ts';

it('keeps what is chosen of a text in an address', () => {
  for (const marked of [
    { kind: 'rule', rule: 'us-2210-promissory' },
    { kind: 'manipulation', index: 2 },
    null,
  ] as const) {
    const { rule, passage } = markedQuery(marked);
    expect(markedIn({ ...(rule && { rule }), ...(passage && { passage }) })).toEqual(marked);
  }
  expect(markedIn({ passage: '0' })).toBeNull();
  expect(markedIn({ passage: 'x' })).toBeNull();
});

it('asks for a page of the queue with what stands in the address, and nothing else of it', () => {
  const query = { state: 'open', search: 'sure 9 %', item: '1:a', text: 'x' };
  expect(queueRequest('a b', query, 50, 25)).toBe(
    '/api/compliance/queue?batch=a+b&state=open&search=sure+9+%25&offset=50&limit=25',
  );
  expect(queueAddress('a/b', { item: '1:a' })).toBe('/compliance/queue/a%2Fb?item=1%3Aa');
  expect(batchApi('a/b', 'report')).toBe('/api/compliance/batches/a%2Fb/report');
});

it('reads which rulebooks are meant', () => {
  expect(rulebooksIn({})).toEqual([]);
  expect(rulebooksIn({ rules: 'us-aml,,cn-aml' })).toEqual(['us-aml', 'cn-aml']);
});
