import { expect, it } from 'vitest';

import { noAnswerOf } from './no-answer.ts';
import { ServiceClient } from './service-client.ts';
import { TestClock } from './test-clock.ts';
import { TestTinkerServer } from './test-server.ts';

const failed = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('words of the system'), { code }) });

it.each([
  ['ECONNREFUSED', 'the connection was refused', true],
  ['ECONNRESET', 'the connection was reset', true],
  ['EAI_AGAIN', 'the name of the host cannot be looked up now', true],
  ['HPE_INVALID_CONSTANT', 'words of the system', true],
  ['ENOTFOUND', 'there is no such host', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'words of the system', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'words of the system', false],
])('%s: %s', (code, message, mayPass) => {
  expect(noAnswerOf(failed(code))).toMatchObject({ message, mayPass });
});

it('does not take a mistake for a fault of the network', () => {
  expect(noAnswerOf(new TypeError('x is not a function'))).toMatchObject({ mayPass: false });
});

it('gives up a server that is not there, after the tries of a start', async () => {
  const server = await new TestTinkerServer().start();
  await server.stop();
  const options = { baseUrl: server.url, clock: new TestClock(), onNotice: () => undefined };
  const service = new ServiceClient(options);
  await expect(service.createSamplingClient('nano')).rejects.toThrow(
    /client\/config at 127\.0\.0\.1:\d+ was given up after 10 attempts in 5\d s: .*\(10 times\)/,
  );
  await service.close();
});
