/**
 * The forward and backward pass of one micro-batch shape: embedding, layers one after another, head, and back.
 *
 * Layers share one compiled graph (`layer-step.ts`), the head goes through the positions in chunks (`head-step.ts`); what
 * must outlive a graph's run lies in a workspace.
 */

import { totalmem } from 'node:os';
import { ShapeError } from '../../core/errors.ts';
import type { TensorArray } from '../../autograd/index.ts';
import type { LossFn } from '../../tinker/types.ts';
import type { LoraShape } from '../adapter/lora.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { addRow, newHead } from './head-step.ts';
import type { HeadStep } from './head-step.ts';
import { compileLayer, maskName } from './layer-step.ts';
import type { Keep, LayerShape, LayerStep } from './layer-step.ts';
import { EMBEDDING } from './layers.ts';
import { Workspace } from './workspace.ts';

/** What a compiled step is specialised to. */
export interface StepShape {
  /** Sequences, and tokens in each. */
  rows: number;
  length: number;
  /** Positions at which logits are computed, the same one more than once if need be; null: all, in order. */
  positions: number | null;
  /** Several samples share a row: a bias tells who sees whom; else tokens see those before them. */
  packed: boolean;
  /** Null: forward only. */
  loss: { fn: LossFn; config: Readonly<Record<string, number>> } | null;
}

export interface TrainingStep {
  shape: StepShape;
  compiled: {
    run(
      feeds: Readonly<Record<string, TensorArray>>,
      fetches: Readonly<Record<string, Float32Array>>,
    ): Promise<void>;
    release(): Promise<void>;
  };
  /** Dropout masks that a run needs as inputs, with their number of elements; none without dropout. */
  masks: ReadonlyMap<string, number>;
}

export interface StepOptions {
  threads?: number;
  profile?: string;
  /** The adapter that is trained; absent: all weights are. */
  lora?: LoraShape | undefined;
  /** Shared by steps that do not run at the same time. */
  workspace?: Workspace;
  /** What steps share: a head of this loss, and the compiled layer of a shape. Who gives them releases them. */
  shared?: { head: HeadStep; others: HeadStep; layer: (shape: LayerShape) => Promise<LayerStep> };
  /** Absent: by the memory that it takes. The results are the same bits. */
  keep?: Keep;
}

/** Activations of a micro-batch that take more than this, or an eighth of the machine's memory, are computed again instead. */
export const KEPT_BYTES = 1e9;

/** What layers keep of a micro-batch of `tokens`, on a machine with `memory` bytes. */
export function keepFor(config: ModelConfig, tokens: number, memory = totalmem()): Keep {
  const bytes = tokens * keptBytesPerToken(config);
  return bytes <= Math.min(KEPT_BYTES, memory / 8) ? 'products' : 'inputs';
}

/** What all layers keep of a token: two states of the residual, queries, keys, values, what attention gave, gate and up. */
export function keptBytesPerToken({
  layers,
  hiddenSize,
  heads,
  kvHeads,
  headDim,
  feedForward,
}: ModelConfig): number {
  return 4 * layers * (2 * hiddenSize + 2 * (heads + kvHeads) * headDim + 2 * feedForward);
}

/**
 * Compiles a step. A run is fed the weights by name, `tokens`, `positions`, `targets`, the loss's own inputs, `bias`
 * where rows are packed, and `rows` (the chosen positions) unless logits are wanted everywhere. It writes `logprobs` [positions], and with a loss
 * `loss` [1], and adds the gradient of every weight to what lies under the weight's name. With `lora` the adapter's tensors and masks are fed
 * too, and only its gradients are written. Fed `other rows` and `other targets` as well, it writes `other logprobs`: those of positions
 * without loss, which change nothing else.
 */
export async function compileStep(
  config: ModelConfig,
  shape: StepShape,
  {
    workspace = new Workspace(),
    keep = keepFor(config, shape.rows * shape.length),
    shared,
    ...options
  }: StepOptions = {},
): Promise<TrainingStep> {
  const { rows, length, packed, loss } = shape;
  const { hiddenSize: width, layers } = config;
  const size = rows * length * width;
  const trained = options.lora === undefined;
  const backward = loss === null ? null : { keep };
  const layerShape = { rows, length, packed, backward };
  const layer = await (shared?.layer(layerShape) ?? compileLayer(config, layerShape, options));
  const count = shape.positions ?? rows * length;
  const head = shared?.head ?? newHead(config, { loss, trained }, options);
  const others = shared?.others ?? newHead(config, { loss: null, trained }, options);
  const perLayer = backward === null ? [] : [size, ...layer.kept];
  const sizes = [size, size, ...Array.from({ length: layers }, () => perLayer).flat()];
  const masks = layer.masks.length * layers;
  return {
    shape,
    masks: new Map(
      Array.from({ length: masks }, (_, i) => [maskName(i), layer.masks[i % layer.masks.length] as number]),
    ),
    compiled: {
      async run(feeds, fetches) {
        const arrays = workspace.arrays(sizes);
        const pair = arrays.slice(0, 2) as [Float32Array, Float32Array];
        const stored = Array.from({ length: layers }, (_, i) => {
          const [x, ...kept] = arrays.slice(2 + i * perLayer.length, 2 + (i + 1) * perLayer.length);
          return { x: x ?? (pair[i % 2] as Float32Array), kept };
        });
        const tokens = feeds['tokens'];
        if (!(tokens instanceof BigInt64Array)) throw new ShapeError('run: input tokens is missing');
        let [hidden] = pair;
        if (layers > 0) hidden = stored[0]?.x as Float32Array;
        const table = feeds[EMBEDDING] as Float32Array;
        tokens.forEach((token, i) => {
          const at = Number(token) * width;
          hidden.set(table.subarray(at, at + width), i * width);
        });
        for (const [i, { x, kept }] of stored.entries()) {
          hidden = stored[i + 1]?.x ?? (pair[layers % 2] as Float32Array);
          await layer.forward(i, feeds, x, hidden, kept);
        }
        const rows = feeds['other rows'];
        if (rows !== undefined) {
          const given = { ...feeds, rows, targets: feeds['other targets'] as BigInt64Array };
          const written = { logprobs: fetches['other logprobs'] as Float32Array };
          await others.run(given, written, { count: rows.length, hidden, slope: null });
        }
        if (backward === null) return head.run(feeds, fetches, { count, hidden, slope: null });
        let dy = hidden === pair[0] ? pair[1] : pair[0];
        await head.run(feeds, fetches, { count, hidden, slope: dy });
        for (const [i, { x, kept }] of [...stored.entries()].reverse()) {
          const dx = dy === pair[0] ? pair[1] : pair[0];
          await layer.backward(i, feeds, fetches, { x, kept, dy, dx });
          dy = dx;
        }
        if (!trained) return;
        const ofTable = fetches[EMBEDDING] as Float32Array;
        tokens.forEach((token, i) => addRow(ofTable, Number(token), dy, i, width));
      },
      async release() {
        if (shared !== undefined) return;
        await layer.release();
        await head.release();
        await others.release();
      },
    },
  };
}
