/** Shape checks shared by the operators; each failure names the operator and the shapes. */

import { ShapeError } from '../../core/errors.ts';
import type { Graph } from '../graph.ts';
import { formatShape } from '../tensor.ts';
import type { Attributes, Tensor } from '../tensor.ts';

/** The shapes of all inputs, for messages: `[2, 3] and [4]`. */
export function shapesOf(inputs: readonly Tensor[]): string {
  return inputs.map((input) => formatShape(input.shape)).join(' and ');
}

export function requireThat(holds: boolean, op: string, inputs: readonly Tensor[], message: string): void {
  if (!holds) throw new ShapeError(`${op}: ${message}; got ${shapesOf(inputs)}`);
}

/** The i-th input; throws ShapeError when it is missing. */
export function inputAt(inputs: readonly Tensor[], index: number, op: string): Tensor {
  const input = inputs[index];
  if (input === undefined) throw new ShapeError(`${op}: input ${index} is missing; got ${shapesOf(inputs)}`);
  return input;
}

/** NumPy's broadcasting of two shapes; throws ShapeError. */
export function broadcast(op: string, a: Tensor, b: Tensor): number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  const out: number[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a.shape[a.shape.length - rank + i] ?? 1;
    const y = b.shape[b.shape.length - rank + i] ?? 1;
    requireThat(x === y || x === 1 || y === 1, op, [a, b], 'shapes do not broadcast');
    out.push(Math.max(x, y));
  }
  return out;
}

/** Sums `gradient` over the axes along which `target` was broadcast, so that it gets the target's shape. */
export function unbroadcast(graph: Graph, gradient: Tensor, target: Tensor): Tensor {
  const lead = gradient.shape.length - target.shape.length;
  const axes: number[] = [];
  gradient.shape.forEach((dim, axis) => {
    if (axis < lead || (target.shape[axis - lead] === 1 && dim !== 1)) axes.push(axis);
  });
  if (axes.length === 0) return gradient;
  const summed = graph.one('ReduceSum', [gradient, graph.ints(axes)], { keepdims: { int: 1 } });
  return lead === 0 ? summed : graph.one('Reshape', [summed, graph.ints(target.shape)]);
}

/** An int attribute, or its default. */
export function intAttribute(attributes: Attributes, name: string, fallback: number): number {
  const value = attributes[name];
  return value !== undefined && 'int' in value ? value.int : fallback;
}

/** An ints attribute; throws ShapeError when it is missing. */
export function intsAttribute(attributes: Attributes, name: string, op: string): readonly number[] {
  const value = attributes[name];
  if (value === undefined || !('ints' in value)) throw new ShapeError(`${op}: attribute ${name} is missing`);
  return value.ints;
}

/** A float attribute, or its default. */
export function floatAttribute(attributes: Attributes, name: string, fallback: number): number {
  const value = attributes[name];
  return value !== undefined && 'float' in value ? value.float : fallback;
}
