/** Reverse-mode differentiation by emitting more nodes into the same graph. */

import { ShapeError } from '../core/errors.ts';
import type { Graph } from './graph.ts';
import { formatShape, sizeOf } from './tensor.ts';
import type { Tensor } from './tensor.ts';

/**
 * Gradients of `loss` (one element) with respect to each of `targets`, in order, added to what `sofar` holds for them. A
 * target that the loss does not depend on gets what it had, or undefined. With `seed`, the gradient of the loss with
 * respect to it, `loss` is what the loss is computed from elsewhere. Throws ShapeError when `loss` has more than one
 * element and no seed of its shape.
 */
export function gradients(
  graph: Graph,
  loss: Tensor,
  targets: readonly Tensor[],
  sofar: readonly (Tensor | undefined)[] = [],
  seed?: Tensor,
): (Tensor | undefined)[] {
  if (seed === undefined ? sizeOf(loss.shape) !== 1 : String(seed.shape) !== String(loss.shape))
    throw new ShapeError(`gradients: the loss has shape ${formatShape(loss.shape)}, not one element`);
  const applications = [...graph.applications];
  const needed = dependentsOf(graph, targets);
  const byName = new Map<string, Tensor>();
  targets.forEach(({ name }, i) => {
    const begun = sofar[i];
    if (begun !== undefined) byName.set(name, begun);
  });
  byName.set(loss.name, seed ?? graph.constant(Float32Array.of(1), loss.shape));
  for (const application of applications.reverse()) {
    const outputGradients = application.outputs.map((output) => byName.get(output.name));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    if (!application.inputs.some((input) => needed.has(input.name))) continue;
    const rule = graph.table[application.op]?.gradient;
    if (rule === null || rule === undefined) continue;
    const newFrom = graph.nodes.length;
    const inputGradients = rule({
      graph,
      inputs: application.inputs,
      outputs: application.outputs,
      attributes: application.attributes,
      outputGradients,
      saved: application.saved,
    });
    application.inputs.forEach((input, index) => {
      const gradient = inputGradients[index];
      if (gradient === undefined || !needed.has(input.name)) return;
      const begun = byName.get(input.name);
      const isOnce = inputGradients.filter((other) => other?.name === gradient.name).length === 1;
      byName.set(
        input.name,
        begun === undefined ? gradient : sum(graph, begun, gradient, isOnce ? newFrom : null),
      );
    });
  }
  return targets.map((target) => byName.get(target.name));
}

/**
 * a + b. Where b is a matrix product made since node `newFrom`, which nothing else has seen, the product gets a for its
 * third input: one pass less over memory, and none at all where a and the result are one array.
 */
function sum(graph: Graph, a: Tensor, b: Tensor, newFrom: number | null): Tensor {
  const nodes = newFrom === null ? [] : graph.nodes.slice(newFrom);
  const node = nodes.find(
    ({ op, inputs, outputs }) => op === 'Gemm' && inputs.length === 2 && outputs[0] === b.name,
  );
  if (node === undefined || nodes.some(({ inputs }) => inputs.includes(b.name))) {
    return graph.one('Add', [a, b]);
  }
  graph.nodes[graph.nodes.indexOf(node)] = { ...node, inputs: [...node.inputs, a.name] };
  const at = graph.applications.findLastIndex(({ outputs }) => outputs[0]?.name === b.name);
  const made = graph.applications[at];
  if (made !== undefined) graph.applications[at] = { ...made, inputs: [...made.inputs, a] };
  return b;
}

/** Names of all tensors through which a target reaches the rest of the graph, as far as gradients go. */
function dependentsOf(graph: Graph, targets: readonly Tensor[]): Set<string> {
  const names = new Set(targets.map((target) => target.name));
  for (const { op, inputs, outputs } of graph.applications) {
    const isReached = graph.table[op]?.gradient !== null && inputs.some((input) => names.has(input.name));
    if (isReached) for (const output of outputs) names.add(output.name);
  }
  return names;
}
