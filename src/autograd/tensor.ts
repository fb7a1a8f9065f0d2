/** The nodes of a graph: tensors with static shapes, and the operator application that makes each. */

export type DType = 'float32' | 'int32' | 'int64' | 'bool';

/** An operator's attribute, in the kinds that ONNX has and we use. */
export type Attribute = { int: number } | { float: number } | { text: string } | { ints: readonly number[] };

export type Attributes = Readonly<Record<string, Attribute>>;

/** Typed arrays that hold a tensor's data. */
export type TensorArray = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/** A value in a graph. `maker` is absent for inputs and constants. */
export interface Tensor {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly maker: Application | undefined;
}

/** One application of an operator; some have more than one output. */
export interface Application {
  readonly op: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly attributes: Attributes;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** A shape for people: `[16, 128, 256]`. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
