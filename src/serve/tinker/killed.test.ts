import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  forwardBody,
  optimBody,
  sampleBody,
  testDatums,
  testPlace,
  TinkerCaller,
  tinkerServerAt,
} from './test-tinker.ts';

let place: Awaited<ReturnType<typeof testPlace>>;
const children: ChildProcess[] = [];
beforeAll(async () => {
  place = await testPlace();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await place.remove();
});

async function start(
  directory: string,
  snapshotMs: number,
): Promise<{ server: TinkerCaller; child: ChildProcess }> {
  const program = fileURLToPath(new URL('./test-child.ts', import.meta.url));
  const child = spawn(process.execPath, [program, place.base, directory, String(snapshotMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { server: new TinkerCaller(String(line).trim()), child };
}

/** Bodies of a run, by their numbers; what is sampled tells the weights. */
function stepsOf(model_id: string): { path: string; body: Record<string, unknown> }[] {
  const steps = [];
  for (let seq = 1; seq <= 9; seq += 3) {
    steps.push(
      { path: 'forward_backward', body: forwardBody(model_id, seq, testDatums(3)) },
      { path: 'forward_backward', body: forwardBody(model_id, seq + 1, testDatums(2, 20)) },
      { path: 'optim_step', body: optimBody(model_id, seq + 2) },
    );
  }
  return steps;
}

async function begin(server: TinkerCaller): Promise<string> {
  return server.model({ rank: 4, seed: 1 });
}

/** Its results, and what its weights sample in the end. */
async function finish(server: TinkerCaller, model_id: string, ids: readonly string[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const id of ids) results.push(await server.result(id));
  const asked = { model_id, seq_id: 10, sampling_session_seq_id: 0 };
  const { sampling_session_id } = await server.done('save_weights_for_sampler', asked);
  results.push(await server.done('asample', sampleBody(sampling_session_id, 0)));
  return results;
}

test.each([
  ['from its beginning', 60_000],
  ['from a snapshot', 0],
])('a killed server goes on %s with the same bits, and applies nothing twice', async (_what, snapshotMs) => {
  const undisturbed = await tinkerServerAt({ base: place.base, directory: `${place.directory}/plain` });
  const model = await begin(undisturbed);
  const plain: string[] = [];
  for (const { path, body } of stepsOf(model)) plain.push(await undisturbed.id(path, body));
  const expected = await finish(undisturbed, model, plain);
  await undisturbed.shutDown();

  const directory = `${place.directory}/${snapshotMs}`;
  const first = await start(directory, snapshotMs);
  const killed = await begin(first.server);
  const ids: string[] = [];
  for (const { path, body } of stepsOf(killed)) ids.push(await first.server.id(path, body));
  // In the middle of the second step: results of the first are there, the rest may be running or queued.
  await first.server.result(ids[3] as string);
  const early = await first.server.result(ids[0] as string);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const second = await start(directory, snapshotMs);
  // A client whose response was lost posts again, and has the same request.
  const [again] = stepsOf(killed);
  expect(await second.server.id(again?.path ?? '', again?.body)).toBe(ids[0]);
  expect(await second.server.result(ids[0] as string)).toEqual(early);
  expect(await finish(second.server, killed, ids)).toEqual(expected);
});
