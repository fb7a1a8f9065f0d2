import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { BrokenAnswerError, failureOf, promptTooLong } from './failure.ts';
import { TransportError } from './http-fetch.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const failed = (statusCode: number, responseHeaders: Record<string, string> = {}, responseBody = 'busy') =>
  failureOf(
    new APICallError({
      message: 'm',
      url: 'u',
      requestBodyValues: {},
      statusCode,
      responseHeaders,
      responseBody,
    }),
    NOW,
  );

describe('failureOf', () => {
  it.each([
    [429, 'refused', false],
    [503, 'refused', false],
    [529, 'refused', false],
    [500, 'passing', false],
    [504, 'passing', true],
    [408, 'passing', false],
    [200, 'passing', true],
    [400, 'final', false],
    [422, 'final', false],
    [401, 'stop', false],
    [402, 'stop', false],
    [403, 'stop', false],
    [404, 'stop', false],
  ])('HTTP %i is %s; may be billed: %s', (status, kind, mayBeBilled) => {
    expect(failed(status)).toMatchObject({ status, kind, mayBeBilled });
  });

  it.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '20', 'retry-after': '1' }, 20],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%j means %s ms', (headers, wait) => {
    expect(failed(429, headers as Record<string, string>).retryAfterMs).toBe(wait);
  });

  it('knows that no waiting helps against an empty account', () => {
    expect(failed(429, {}, '{"error":{"code":"insufficient_quota"}}').kind).toBe('stop');
  });

  it('sees the network behind the errors of the provider package', () => {
    const cause = new TransportError('ECONNRESET', { sent: true });
    const wrapped = new APICallError({ message: 'm', url: 'u', requestBodyValues: {}, cause });
    expect(failureOf(wrapped)).toMatchObject({ kind: 'passing', mayBeBilled: true });
    const refused = new TransportError('ECONNREFUSED', { sent: false });
    expect(failureOf(refused)).toMatchObject({ kind: 'passing', mayBeBilled: false });
    const late = new TransportError('late', { sent: true, timedOut: true });
    expect(failureOf(late)).toMatchObject({ kind: 'refused', mayBeBilled: true });
    expect(failureOf(new BrokenAnswerError('b'))).toMatchObject({ kind: 'passing', mayBeBilled: true });
  });

  it('does not take a bug for a failure of the provider', () => {
    expect(() => failureOf(new TypeError('bug'))).toThrow('bug');
  });
});

describe('promptTooLong', () => {
  const limit = "This model's maximum context length is 4096 tokens";
  it.each([
    [`${limit}. However, you requested 5100 tokens (5000 in the messages, 100 in the completion).`, 5000],
    [`${limit}. However, your messages resulted in 4500 tokens.`, 4500],
    [`${limit} and your request has 4100 input tokens.`, 4100],
    [`${limit}. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).`, null],
    ['This request is not valid', null],
  ])('%s', (message, promptTokens) => {
    expect(promptTooLong(message)).toEqual(promptTokens && { promptTokens, contextLength: 4096 });
  });
});
