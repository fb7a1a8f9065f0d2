import { afterAll, beforeAll, expect, test } from 'vitest';
import { forwardBody, optimBody, testDatums, testPlace, tinkerServerAt } from './test-tinker.ts';
import type { TestTinkerServer } from './test-tinker.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
let server: TestTinkerServer;
beforeAll(async () => {
  place = await testPlace();
  server = await tinkerServerAt(place);
});
afterAll(async () => {
  await server.shutDown();
  expect(server.faults).toEqual([]);
  await place.remove();
});

function sampleBody(sampling_session_id: unknown, seq_id: number, change: object = {}): object {
  return {
    ...{
      sampling_session_id,
      seq_id,
      num_samples: 2,
      prompt: { chunks: [{ type: 'encoded_text', tokens: [1, 2, 3] }] },
    },
    sampling_params: { max_tokens: 5, temperature: 1, seed: 3 },
    ...change,
  };
}

test('a model learns, and is sampled from where it stood', async () => {
  const model = await server.model();
  const data = testDatums(4);
  const losses: unknown[] = [];
  let seq = 1;
  for (let step = 0; step < 3; step++) {
    const ids = [
      await server.id('forward_backward', forwardBody(model, seq++, data)),
      await server.id('optim_step', optimBody(model, seq++)),
    ];
    const [forward, step] = [await server.result(ids[0] as string), await server.result(ids[1] as string)];
    expect(step).toMatchObject({ metrics: { 'grad_norm:mean': expect.any(Number) } });
    losses.push((forward['metrics'] as Record<string, number>)['loss:sum']);
  }
  expect(losses[2]).toBeLessThan(losses[0] as number);
  const frozen = await server.done('save_weights_for_sampler', {
    model_id: model,
    seq_id: seq++,
    sampling_session_seq_id: 0,
  });
  const sampler = frozen['sampling_session_id'];
  expect(frozen).toMatchObject({ path: null, sampling_session_id: expect.any(String) });
  const first = await server.done('asample', sampleBody(sampler, 0));
  await server.done('forward_backward', forwardBody(model, seq++, data));
  await server.done('optim_step', optimBody(model, seq, 0.1));
  const second = await server.done('asample', sampleBody(sampler, 1));
  expect(second).toEqual(first);
  expect(first['sequences']).toHaveLength(2);
});
