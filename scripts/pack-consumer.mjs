/**
 * A user's program: `check-pack.ts` copies it into an empty folder with the packed tarball installed, and runs it there
 * with the list of subpaths. Each subpath is imported and something real is asked of it.
 */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { crossEntropyDatum } from 'fin-r1/tinker';

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
  './engine': async ({ trainBpe, writeTokenizer, writeInitialModel, HfTokenizer, createLocalService }) => {
    const text = 'revenue rose 12 to 112, revenue fell 12 to 100. ';
    await writeTokenizer('tokenizer', trainBpe([text.repeat(9)], { vocabSize: 280 }), { contextLength: 64 });
    const vocabSize = (await HfTokenizer.load('tokenizer')).vocabSize;
    const shape = { layers: 1, hiddenSize: 32, heads: 2, kvHeads: 1, headDim: 16, feedForward: 64 };
    const family = { architecture: 'Qwen2ForCausalLM', tiedEmbeddings: true, qkvBias: true, qkNorm: false };
    const config = { ...shape, ...family, vocabSize, contextLength: 64, ropeTheta: 10000, rmsNormEps: 1e-6 };
    await writeInitialModel('model', { config, seed: 1, tokenizerFrom: 'tokenizer' });
    const service = createLocalService({ directory: 'weights' });
    const client = await service.createTrainingClient({ baseModel: 'model', rank: 0, seed: 1 });
    const tokens = client.getTokenizer().encode(text);
    const datum = crossEntropyDatum(
      tokens,
      tokens.map(() => 1),
    );
    const losses = [];
    for (let step = 0; step < 8; step++) {
      const { metrics } = await client.forwardBackward([datum], 'cross_entropy');
      losses.push(metrics['loss:sum']);
      await client.optimStep({ learningRate: 0.01 });
    }
    assert.ok(losses.at(-1) < 0.7 * losses[0], `the loss did not fall: ${losses.join(', ')}`);
    const sampler = await client.snapshotSampler();
    const samplingParams = { maxTokens: 4, seed: 1 };
    const prompt = { chunks: [{ type: 'encoded_text', tokens }] };
    const { sequences } = await sampler.sample({ prompt, numSamples: 2, samplingParams });
    assert.equal(sequences.length, 2);
  },
  './models': async ({ fromSamplingClient, openModelPool }) => {
    const tokenizer = {
      endOfTurnId: 0,
      stopIds: [0],
      renderChat: (messages) => messages[0].content,
      encode: (text) => Int32Array.from(text, (letter) => letter.charCodeAt(0)),
      decode: (tokens) => String.fromCharCode(...tokens),
    };
    const echo = async ({ prompt }) => ({
      sequences: [{ stopReason: 'stop', tokens: Int32Array.of(...prompt.chunks[0].tokens, 0) }],
    });
    const model = fromSamplingClient('echo', { getTokenizer: () => tokenizer, sample: echo });
    const params = { maxTokens: 8, temperature: 0, seed: 1 };
    const [generation] = await model.generate([{ role: 'user', content: 'rise' }], params, 1);
    assert.equal(generation.text, 'rise');

    // Over HTTP a pool asks through its keeper, a process that is started by its path.
    const message = { role: 'assistant', content: 'fall' };
    const completion = { choices: [{ index: 0, message, finish_reason: 'stop' }] };
    const server = createServer((request, response) => {
      request.resume().once('end', () => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(completion));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const pool = openModelPool({ cachePath: 'cache.sqlite', env: {} });
    const remote = await pool.open(`http://127.0.0.1:${server.address().port}/v1#m`, 'pack');
    const [answer] = await remote.generate([{ role: 'user', content: 'rise' }], params, 1);
    assert.equal(answer.text, 'fall');
    await pool.close();
    server.close();
  },
  './data': async ({
    answerJudge,
    finsimBenchmarks,
    finsimQuestions,
    readCalibrationSet,
    renderMessages,
  }) => {
    const questions = finsimQuestions({ benchmark: finsimBenchmarks[0], split: 'test', count: 3, seed: 7 });
    assert.equal(questions.length, 3);
    assert.ok(renderMessages(questions[0])[0].content.includes(questions[0].question));
    // Needs the prompts and the calibration set that come with the package.
    const generation = { text: '\\boxed{1}', finishReason: 'stop', promptTokens: 1, completionTokens: 1 };
    const model = { id: 'yes', generate: async () => [{ ...generation, requestKey: 'key' }] };
    const [pair] = readCalibrationSet(1).pairs;
    const outcome = await answerJudge(model).judge(pair.reference, pair.answer);
    assert.equal(outcome.verdict, 'correct');
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
  './calculate': ({ calculators }) => {
    assert.equal(calculators.get('evaluate').run({ expression: '0.1 + 0.2' }).value, '0.3');
  },
  './compliance': ({ loadRulebooks, normalised, PreparedText, runTests }) => {
    const [book] = loadRulebooks(['us-communications']);
    const rule = book.rules.find(({ id }) => id === 'us-2210-promissory');
    const hits = runTests(rule, new PreparedText(normalised('We guarantee a return of 8% a year.').text));
    assert.equal(hits[0].decision, 'breach');
  },
  './advisory': async ({ advise, exampleMarket, exampleProducts, exampleProfile, ...rest }) => {
    const { loadAdviceRules, pdfReport, usualAssumptions } = rest;
    const advice = await advise(
      {
        ...{ profile: exampleProfile('zh'), products: exampleProducts('zh').products },
        prices: { rows: exampleMarket('zh'), source: 'example' },
        assumptions: { ...usualAssumptions, paths: 200 },
      },
      loadAdviceRules().tools('2026-11-28', null),
    );
    assert.equal(advice.isAdvised, true);
    assert.ok(advice.explanation.numbers.every(({ figure }) => figure !== null));
    // Needs the font that comes as a dependency.
    assert.equal((await pdfReport(advice)).subarray(0, 5).toString('latin1'), '%PDF-');
  },
  './audit': async ({ AuditLog, verifyLog }) => {
    const log = await AuditLog.open('audit.jsonl');
    await log.append('verdict', { decision: 'breach' });
    await log.close();
    assert.deepEqual(verifyLog('audit.jsonl').faults, []);
  },
  './documents': async ({ readDocument }) => {
    // Read on a thread, which is started by its path.
    const read = await readDocument(
      'cash.csv',
      Uint8Array.from('in millions;2023\nCash;1,234.5\n', (letter) => letter.charCodeAt(0)),
    );
    assert.deepEqual(read.documents[0].rows[1], ['Cash', '1,234.5']);
  },
  './inspect': async ({ Inspector, rowSets }) => {
    mkdirSync('runs/mine', { recursive: true });
    writeFileSync('runs/mine/recipe.json', '{ "kind": "evaluation", "model": "hf:a/b" }');
    writeFileSync('runs/mine/samples.jsonl', '{"torn');
    const inspector = new Inspector('runs');
    const [run] = await inspector.runs();
    assert.equal(run.name, 'mine');
    assert.equal(run.fault, 'run.json is missing');
    assert.equal((await inspector.answers('mine', {}, { offset: 0, limit: 10 })).total, 0);
    await assert.rejects(inspector.run('../mine'), { code: 'not-found' });
    await inspector.close();
    assert.ok(rowSets.includes('duplicates'));
  },
  './serve': async ({ createServer }) => {
    const log = () => {};
    const limits = { maxBodyBytes: 1000, maxTokens: 1, maxOpen: 1 };
    const options = {
      models: new Map(),
      keysPath: null,
      pageFolder: null,
      runsDir: null,
      stages: null,
      hosts: null,
      origins: [],
      ...limits,
      log,
      logPrompts: false,
    };
    const server = createServer(options);
    const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
    assert.equal((await globalThis.fetch(`${url}/health`)).status, 200);
    assert.equal((await globalThis.fetch(`${url}/v1/chat/completions`, { method: 'POST' })).status, 400);
    await server.shutDown(0);
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
