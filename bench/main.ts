/** `npm run bench -- NAME [--json] [--case NAME]`: speed and memory as ratios against a peer or a limit. */

import { parseArgs } from 'node:util';
import { benchAttention } from './attention.ts';
import { caseNamed } from './cases.ts';
import { benchChecker } from './checker.ts';
import { benchCompliance } from './compliance.ts';
import { benchDataSearch } from './data-search.ts';
import { benchEstimate } from './estimate.ts';
import { benchGenerate } from './generate.ts';
import { benchGolds } from './golds.ts';
import { benchGrpo } from './grpo.ts';
import { benchReasoning } from './reasoning.ts';
import { benchReward } from './reward.ts';
import { benchLikeness } from './likeness.ts';
import { benchMemory } from './memory.ts';
import { benchPipeline } from './pipeline.ts';
import { benchSample } from './sample.ts';
import { benchScorer } from './scorer.ts';
import { benchServe } from './serve.ts';
import { benchServeLlama } from './serve-llama.ts';
import { benchSoak } from './soak.ts';
import { benchStream } from './stream.ts';
import { benchTinker, benchTinkerSoak } from './tinker.ts';
import { benchTrain } from './train.ts';

const usage = `npm run bench -- NAME [--json] [--case CASE]

  train     tokens/s and GFLOP/s of training steps, against the machine's matrix product, PyTorch, transformers and PEFT
  attention milliseconds of causal attention in blocks, forward and backward, against one mask over all keys
  sample    tokens/s of batched decoding, at 135M of 8 samples a prompt, against the arithmetic limit and transformers
  stream    tokens/s of a single greedy stream at 135M, against llama.cpp on the same weights in f32 and f16
  serve     64 streams of the server against the batched sampler, time to the first text, milliseconds of a request
  serve-llama  1, 8 and 32 streams of the server against llama.cpp's own on the same weights: tokens/s, time to the first text
  soak      the server under load with readers that leave: memory over --minutes, generations that go on without one
  memory    peak memory of a 135M training step by sequence length, and of a LoRA step against PEFT
  estimate  the estimate of memory before training and sampling, against the measured peak of a process
  tinker    500 samples at once from the Tinker server, against the same in one process; 1,000 open futures
  tinker-soak  memory of the Tinker server that samples and trains, over --minutes
  grpo      seconds of a GRPO step, against TRL
  golds     golds scored against themselves, gold programs executed; needs --data-dir
  scorer    answers scored a second and how many verdicts are right, against Math-Verify
  reward    completions a second and p95 of the reward service, against its scorer in the same process
  reasoning precision and recall of the reasoning checker on the traces labelled by hand
  checker   traces a second of the reasoning checker, at 500 and at 4,000 tokens, against 1,000 traces/s
  generate  answers a second from a slow and faulty server, against its capacity, distilabel and Curator
  pipeline  a million questions to Parquet: rows a second, memory over time, leaks found
  compliance 10,000 messages checked by rules alone: seconds against 60, and against reading and hashing them
  likeness  breaches that likeness to known ones finds unseen, by the share of compliant texts that are suspected
  data-search  milliseconds of a search through a data set of 100,000 rows, against 100 ms

  --json   one JSON line per measurement
  --case   train, sample, grpo and serve-llama: 4.85M, 135M or (train) quickstart; else all of them
  --data-dir   golds only: the folder that holds finqa/, tat-qa/ …
  --peer       serve-llama only: the path of another llama-server
  --minutes    soak and tinker-soak: how long; 60 without it
  --verbose    reasoning only: every error missed and every false alarm
`;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        case: { type: 'string' },
        'data-dir': { type: 'string' },
        peer: { type: 'string' },
        minutes: { type: 'string', default: '60' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (positionals.length > 1) throw new Error(`one benchmark at a time, not ${positionals.join(', ')}`);
    const minutes = Number(values.minutes);
    if (!(minutes > 0)) throw new Error(`--minutes takes a number above 0, not ${values.minutes}`);
    if (values.case !== undefined) caseNamed(values.case);
    if (positionals[0] === 'golds' && values['data-dir'] === undefined)
      throw new Error('golds reads real rows: name their folder with --data-dir');
    return { values: { ...values, minutes }, positionals };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

const { values, positionals } = readArguments();

switch (values.help ? undefined : positionals[0]) {
  case 'train':
    await benchTrain(values.json, values.case);
    break;
  case 'attention':
    await benchAttention(values.json);
    break;
  case 'sample':
    await benchSample(values.json, values.case);
    break;
  case 'stream':
    await benchStream(values.json);
    break;
  case 'serve':
    await benchServe(values.json);
    break;
  case 'serve-llama':
    await benchServeLlama(values.json, values.case, values.peer);
    break;
  case 'soak':
    await benchSoak(values.json, values.minutes);
    break;
  case 'tinker':
    await benchTinker(values.json);
    break;
  case 'tinker-soak':
    await benchTinkerSoak(values.json, values.minutes);
    break;
  case 'grpo':
    await benchGrpo(values.json, values.case);
    break;
  case 'memory':
    benchMemory(values.json);
    break;
  case 'estimate':
    await benchEstimate(values.json);
    break;
  case 'generate':
    await benchGenerate(values.json);
    break;
  case 'compliance':
    await benchCompliance(values.json);
    break;
  case 'likeness':
    benchLikeness(values.json);
    break;
  case 'data-search':
    await benchDataSearch(values.json);
    break;
  case 'pipeline':
    await benchPipeline(values.json);
    break;
  case 'reward':
    await benchReward(values.json);
    break;
  case 'reasoning':
    benchReasoning(values.json, values.verbose);
    break;
  case 'golds':
    await benchGolds(values.json, values['data-dir'] ?? '');
    break;
  case 'checker':
    benchChecker(values.json);
    break;
  case 'scorer':
    await benchScorer(values.json);
    break;
  default:
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
}
// The optimiser's helper thread and ONNX Runtime's pool would keep the process for a moment.
process.exit();
