/** Tensors as ONNX graphs: operators, gradients, compile, run on ONNX Runtime. */

export { compile, neededNodes } from './compile.ts';
export type { Compiled, CompileOptions } from './compile.ts';
export { gradients } from './gradient.ts';
export { Graph } from './graph.ts';
export type { GradientContext, GradientRule, Operator, OperatorTable } from './graph.ts';
export { operators } from './operators/table.ts';
export { formatShape, sizeOf } from './tensor.ts';
export type { OnnxNode } from './onnx-writer.ts';
export type { Attribute, Attributes, DType, Tensor, TensorArray } from './tensor.ts';
