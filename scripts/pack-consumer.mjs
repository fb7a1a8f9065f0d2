/**
 * A user's program: `check-pack.ts` copies it into an empty folder with the packed tarball installed, and runs it there
 * with the list of subpaths. Each subpath is imported and something real is asked of it.
 */

import assert from 'node:assert/strict';

const checks = {
  './core': ({ Random, InputError, FinR1Error }) => {
    assert.equal(Random.derive(7, 'a').uint32(), Random.derive(7, 'a').uint32());
    assert.ok(FinR1Error.isInstance(new InputError('no such file')));
  },
  './verify': ({ scoreAnswer, checkFormat }) => {
    const reference = { kind: 'number', value: 0.14464, unit: 'decimal', tolerance: 0 };
    assert.equal(scoreAnswer('14.5%', reference).verdict, 'correct');
    assert.equal(scoreAnswer('15.4%', reference).verdict, 'wrong');
    assert.equal(checkFormat('<think>\na\n</think>\n<answer>\nb\n</answer>').answer, 'b');
  },
  './autograd': async ({ Graph, compile, gradients, operators }) => {
    const graph = new Graph(operators);
    const x = graph.input('x', 'float32', [3]);
    const y = graph.one('ReduceSum', [graph.one('Mul', [x, x]), graph.ints([0])], { keepdims: { int: 0 } });
    const [gradient] = gradients(graph, y, [x]);
    const compiled = await compile(graph, { gradient });
    const out = new Float32Array(3);
    await compiled.run({ x: Float32Array.of(1, 2, 3) }, { gradient: out });
    await compiled.release();
    assert.deepEqual([...out], [2, 4, 6]);
  },
  './tinker': ({ modelInputOf, tokensOf }) => {
    assert.deepEqual([...tokensOf(modelInputOf([1, 2, 3]))], [1, 2, 3]);
  },
  './train': ({ learningRateAt, policyLosses }) => {
    assert.equal(typeof learningRateAt, 'function');
    assert.ok(Object.keys(policyLosses).length > 0);
  },
  './evaluate': ({ wilson, mcnemar }) => {
    const { low, high } = wilson(80, 100);
    assert.ok(low < 0.8 && 0.8 < high);
    assert.ok(mcnemar(2, 20).pValue < 0.05);
  },
};

for (const subpath of process.argv.slice(2)) {
  const room = await import(`fin-r1${subpath.slice(1)}`);
  assert.ok(Object.keys(room).length > 0, `fin-r1${subpath.slice(1)} exports nothing`);
  assert.ok(
    checks[subpath] !== undefined,
    `no check for fin-r1${subpath.slice(1)}: add one to pack-consumer.mjs`,
  );
  await checks[subpath](room);
  console.log(`  fin-r1${subpath.slice(1)}: ${Object.keys(room).length} exports, used`);
}
// A native runtime's threads must not keep the program alive.
process.exit(0);
