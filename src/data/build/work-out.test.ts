import { expect, it } from 'vitest';

import { RequestError } from '../../core/errors.ts';
import { modelTeacher } from '../teachers/model-teacher.ts';
import { replying, type Reply } from '../test-model.ts';
import { growthQuestion } from '../test-questions.ts';
import { solveRateOf } from './solve-rate.ts';
import { ruleChecks, workOut, type WorkedOut } from './work-out.ts';

const wrong = '<think>a</think>\\boxed{99%}';

function worked(replies: Reply[], student?: Reply[]): Promise<WorkedOut> {
  const options = { samples: 2, temperature: 1, maxTokens: 9, seed: 1, wasTrainedHere: false };
  return workOut(growthQuestion, {
    ...{ teacher: modelTeacher(replying(replies)), checks: ruleChecks, samplesPerQuestion: 2, seed: 1 },
    ...(student && { solveRate: solveRateOf(replying(student), options) }),
  });
}

it.each<[string, Reply, string]>([
  ['withheld', { text: '', finishReason: 'filtered' }, 'the provider withheld the answer'],
  ['empty', '', 'the answer is empty'],
])('sets a question aside whose answers are all %s, and goes by another one', async (_, reply, reason) => {
  const out = await worked([reply]);
  expect(out).toMatchObject({ judged: [], route: { to: 'set-aside', reason } });
  expect(out.detail).toBe(`test/model: ${reason}`);
  expect((await worked([reply, wrong])).route).toEqual({ to: 'rl', reason: 'wrong answer' });
});

it('sets aside what the model that tells the difficulty has not tried', async () => {
  const { route, detail } = await worked([wrong], [{ text: '', finishReason: 'filtered' }, '']);
  expect(route).toEqual({ to: 'set-aside', reason: 'difficulty: no verdict' });
  expect(detail).toMatch(/; solved 0 of 0 times by test\/model \(0 cut off, 2 withheld or empty\)$/);
  const failed = await worked(
    [wrong],
    [new RequestError('m: HTTP 500', { retryable: true, stopsRun: false })],
  );
  expect(failed).toMatchObject({
    route: { reason: 'no answer from the model that tells the difficulty' },
    detail: 'm: HTTP 500',
  });
});

it('says who refused once', async () => {
  const { detail } = await worked([
    new RequestError('test/model: HTTP 400', { retryable: false, stopsRun: false }),
  ]);
  expect(detail).toBe('test/model: HTTP 400');
});
