/**
 * A graph under construction: named inputs, constants, and applications of the operators in `operators/`.
 *
 * Shapes are static and are checked when the graph is built: a mismatch throws a `ShapeError` that names the operator
 * and the shapes. Composite operators are built from primitive ones and carry a gradient rule of their own.
 */

import { ShapeError } from '../core/errors.ts';
import type { OnnxConstant, OnnxNode, OnnxValue } from './onnx-writer.ts';
import { formatShape, sizeOf } from './tensor.ts';
import type { Application, Attributes, DType, Tensor, TensorArray } from './tensor.ts';

/** Shape and type of one output. */
export interface OutputType {
  dtype: DType;
  shape: readonly number[];
}

/** What a composite operator is made of: its outputs and whatever its gradient rule wants to see again. */
export interface Expansion {
  outputs: readonly Tensor[];
  saved: readonly Tensor[];
}

/** What a gradient rule is given. */
export interface GradientContext {
  graph: Graph;
  inputs: readonly Tensor[];
  outputs: readonly Tensor[];
  attributes: Attributes;
  /** Gradient of the loss with respect to each output; undefined where none flows. */
  outputGradients: readonly (Tensor | undefined)[];
  /** A composite operator's saved tensors. */
  saved: readonly Tensor[];
}

/** Gradient with respect to each input, in order; undefined where none flows. */
export type GradientRule = (context: GradientContext) => readonly (Tensor | undefined)[];

/** One entry of the operator table. */
export interface Operator {
  /** The ONNX domain; empty for the standard operators. */
  domain?: string;
  /** The ONNX operator type where it differs from the table's name. */
  onnx?: string;
  /** Output types from input types; throws ShapeError. Composite operators check in `expand`. */
  infer?: (
    inputs: readonly Tensor[],
    attributes: Attributes,
    name: string,
    graph: Graph,
  ) => readonly OutputType[];
  /** For composite operators: builds the outputs from primitive ones. */
  expand?: (graph: Graph, inputs: readonly Tensor[], attributes: Attributes) => Expansion;
  /** Null: the operator is not differentiable, gradients stop here. */
  gradient: GradientRule | null;
}

export type OperatorTable = Readonly<Record<string, Operator>>;

/** An application as reverse mode walks it. */
export interface Recorded extends Application {
  readonly saved: readonly Tensor[];
}

export class Graph {
  readonly inputs: OnnxValue[] = [];
  readonly constants: OnnxConstant[] = [];
  #constantByName = new Map<string, OnnxConstant>();
  readonly nodes: OnnxNode[] = [];
  readonly applications: Recorded[] = [];
  readonly table: OperatorTable;
  readonly #computed = new Map<string, Tensor>();
  #names = new Set<string>();
  #counter = 0;
  #depth = 0;
  #scalars = new Map<string, Tensor>();

  constructor(table: OperatorTable) {
    this.table = table;
  }

  /** A named input; throws ShapeError when the name is taken or a dimension is not a positive whole number. */
  input(name: string, dtype: DType, shape: readonly number[]): Tensor {
    if (this.#names.has(name)) throw new ShapeError(`input ${name}: the name is taken`);
    if (shape.some((dim) => !Number.isInteger(dim) || dim < 1)) {
      throw new ShapeError(`input ${name}: shape ${formatShape(shape)} is not static and positive`);
    }
    this.#names.add(name);
    this.inputs.push({ name, dtype, shape });
    return { name, dtype, shape, maker: undefined };
  }

  /** The tensor that an operator gave under this name; throws ShapeError when there is none. */
  tensor(name: string): Tensor {
    const tensor = this.#computed.get(name);
    if (tensor === undefined) throw new ShapeError(`internal: no operator gave ${name}`);
    return tensor;
  }

  constant(data: TensorArray, shape: readonly number[]): Tensor {
    if (sizeOf(shape) !== data.length) {
      throw new ShapeError(`constant: ${data.length} values do not fill shape ${formatShape(shape)}`);
    }
    const dtype: DType =
      data instanceof Float32Array
        ? 'float32'
        : data instanceof Int32Array
          ? 'int32'
          : data instanceof BigInt64Array
            ? 'int64'
            : 'bool';
    const name = this.#fresh('constant');
    const constant = { name, dtype, shape, data };
    this.constants.push(constant);
    this.#constantByName.set(name, constant);
    return { name, dtype, shape, maker: undefined };
  }

  /** A float scalar, of shape []; made once per value. */
  scalar(value: number): Tensor {
    const key = String(value);
    let tensor = this.#scalars.get(key);
    if (tensor === undefined) {
      tensor = this.constant(Float32Array.of(value), []);
      this.#scalars.set(key, tensor);
    }
    return tensor;
  }

  /** An int64 vector, as operators take axes and shapes. */
  ints(values: readonly number[]): Tensor {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /** The values of a constant int64 vector; throws ShapeError when the tensor is not one. */
  constantInts(tensor: Tensor, op: string): number[] {
    const data = this.#constantByName.get(tensor.name)?.data;
    if (!(data instanceof BigInt64Array)) {
      throw new ShapeError(`${op}: input ${tensor.name} must be a constant int64 vector`);
    }
    return Array.from(data, Number);
  }

  /** Applies an operator of the table and gives all its outputs. */
  apply(op: string, inputs: readonly Tensor[], attributes: Attributes = {}): readonly Tensor[] {
    const operator = this.table[op];
    if (operator === undefined) throw new ShapeError(`${op}: no such operator`);
    return operator.expand === undefined
      ? this.#applyPrimitive(op, operator, inputs, attributes)
      : this.#applyComposite(op, operator, inputs, attributes);
  }

  /** Applies an operator and gives its first output. */
  one(op: string, inputs: readonly Tensor[], attributes: Attributes = {}): Tensor {
    return this.apply(op, inputs, attributes)[0] as Tensor;
  }

  #applyPrimitive(
    op: string,
    operator: Operator,
    inputs: readonly Tensor[],
    attributes: Attributes,
  ): Tensor[] {
    if (operator.infer === undefined) throw new ShapeError(`internal: ${op} has no shape inference`);
    const types = operator.infer(inputs, attributes, op, this);
    const outputs: Tensor[] = [];
    const application: Recorded = { op, inputs, outputs, attributes, saved: [] };
    for (const { dtype, shape } of types) {
      const output = { name: this.#fresh(op), dtype, shape, maker: application };
      outputs.push(output);
      this.#computed.set(output.name, output);
    }
    this.nodes.push({
      op: operator.onnx ?? op,
      domain: operator.domain ?? '',
      inputs: inputs.map((input) => input.name),
      outputs: outputs.map((output) => output.name),
      attributes,
    });
    if (this.#depth === 0) this.applications.push(application);
    return outputs;
  }

  #applyComposite(
    op: string,
    operator: Operator,
    inputs: readonly Tensor[],
    attributes: Attributes,
  ): Tensor[] {
    this.#depth += 1;
    const expansion = operator.expand?.(this, inputs, attributes);
    this.#depth -= 1;
    if (expansion === undefined) throw new ShapeError(`internal: ${op} is not composite`);
    const outputs: Tensor[] = [];
    const application: Recorded = { op, inputs, outputs, attributes, saved: expansion.saved };
    for (const output of expansion.outputs) outputs.push({ ...output, maker: application });
    if (this.#depth === 0) this.applications.push(application);
    return outputs;
  }

  #fresh(stem: string): string {
    this.#counter += 1;
    return `${stem}_${this.#counter}`;
  }
}
