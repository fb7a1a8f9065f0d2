/**
 * Writes ONNX models: the few messages of onnx.proto3 that a graph needs, as protobuf bytes.
 * Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3.
 */

import type { Attribute, DType } from './tensor.ts';

const elementTypes: Record<DType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

export interface OnnxNode {
  op: string;
  domain: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

export interface OnnxValue {
  name: string;
  /** `sequence` is a sequence of float tensors; only an output can be one. */
  dtype: DType | 'sequence';
  shape: readonly number[];
}

export interface OnnxConstant extends OnnxValue {
  dtype: DType;
  data: Float32Array | Int32Array | BigInt64Array | Uint8Array;
}

export interface OnnxGraph {
  nodes: readonly OnnxNode[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  constants: readonly OnnxConstant[];
}

/** A growing list of protobuf parts; nested messages are measured once. */
class Message {
  #parts: Uint8Array[] = [];
  #length = 0;

  #push(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  #varint(value: number | bigint): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes: number[] = [];
    while (rest >= 128n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    this.#push(Uint8Array.from(bytes));
  }

  int(field: number, value: number | bigint): this {
    this.#varint(field << 3);
    this.#varint(value);
    return this;
  }

  float(field: number, value: number): this {
    this.#varint((field << 3) | 5);
    this.#push(new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#varint((field << 3) | 2);
    this.#varint(value.length);
    this.#push(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    const out = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}

function attributeMessage(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if ('int' in value) return message.int(3, value.int).int(20, 2);
  if ('float' in value) return message.float(2, value.float).int(20, 1);
  if ('text' in value) return message.text(4, value.text).int(20, 3);
  for (const entry of value.ints) message.int(8, entry);
  return message.int(20, 7);
}

function valueMessage(value: OnnxValue): Message {
  if (value.dtype === 'sequence') {
    const element = new Message().message(1, new Message().int(1, elementTypes.float32));
    return new Message()
      .text(1, value.name)
      .message(2, new Message().message(4, new Message().message(1, element)));
  }
  const shape = new Message();
  for (const dim of value.shape) shape.message(1, new Message().int(1, dim));
  const tensor = new Message().int(1, elementTypes[value.dtype]).message(2, shape);
  return new Message().text(1, value.name).message(2, new Message().message(1, tensor));
}

function constantMessage(constant: OnnxConstant): Message {
  const message = new Message();
  for (const dim of constant.shape) message.int(1, dim);
  const { buffer, byteOffset, byteLength } = constant.data;
  return message
    .int(2, elementTypes[constant.dtype])
    .text(8, constant.name)
    .bytes(9, new Uint8Array(buffer, byteOffset, byteLength));
}

/** The bytes of an ONNX model (opset 20, com.microsoft 1). */
export function writeOnnxModel(graph: OnnxGraph): Uint8Array {
  const body = new Message();
  for (const node of graph.nodes) {
    const message = new Message();
    for (const input of node.inputs) message.text(1, input);
    for (const output of node.outputs) message.text(2, output);
    message.text(3, `${node.op}:${node.outputs[0] ?? ''}`).text(4, node.op);
    for (const [name, value] of Object.entries(node.attributes))
      message.message(5, attributeMessage(name, value));
    if (node.domain !== '') message.text(7, node.domain);
    body.message(1, message);
  }
  body.text(2, 'fin-r1');
  for (const constant of graph.constants) body.message(5, constantMessage(constant));
  for (const input of graph.inputs) body.message(11, valueMessage(input));
  for (const output of graph.outputs) body.message(12, valueMessage(output));
  return new Message()
    .int(1, 10)
    .text(2, 'fin-r1')
    .message(7, body)
    .message(8, new Message().text(1, '').int(2, 20))
    .message(8, new Message().text(1, 'com.microsoft').int(2, 1))
    .finish();
}
