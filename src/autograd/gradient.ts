/** Reverse-mode differentiation by emitting more nodes into the same graph. */

import { ShapeError } from '../core/errors.ts';
import type { Graph } from './graph.ts';
import { formatShape, sizeOf } from './tensor.ts';
import type { Tensor } from './tensor.ts';

/**
 * Gradients of `loss` (one element) with respect to each of `targets`, in order. A target that the loss does not
 * depend on gets undefined. Throws ShapeError when `loss` has more than one element.
 */
export function gradients(graph: Graph, loss: Tensor, targets: readonly Tensor[]): (Tensor | undefined)[] {
  if (sizeOf(loss.shape) !== 1)
    throw new ShapeError(`gradients: the loss has shape ${formatShape(loss.shape)}, not one element`);
  const applications = [...graph.applications];
  const needed = dependentsOf(applications, targets);
  const byName = new Map<string, Tensor>();
  byName.set(loss.name, graph.constant(Float32Array.of(1), loss.shape));
  for (const application of applications.reverse()) {
    const outputGradients = application.outputs.map((output) => byName.get(output.name));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    if (!application.inputs.some((input) => needed.has(input.name))) continue;
    const rule = graph.table[application.op]?.gradient;
    if (rule === null || rule === undefined) continue;
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
      const sofar = byName.get(input.name);
      byName.set(input.name, sofar === undefined ? gradient : graph.one('Add', [sofar, gradient]));
    });
  }
  return targets.map((target) => byName.get(target.name));
}

/** Names of all tensors through which a target reaches the rest of the graph. */
function dependentsOf(
  applications: readonly { inputs: readonly Tensor[]; outputs: readonly Tensor[] }[],
  targets: readonly Tensor[],
): Set<string> {
  const names = new Set(targets.map((target) => target.name));
  for (const { inputs, outputs } of applications) {
    if (inputs.some((input) => names.has(input.name))) for (const output of outputs) names.add(output.name);
  }
  return names;
}
