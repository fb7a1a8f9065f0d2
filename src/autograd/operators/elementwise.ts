/** Elementwise operators, with NumPy broadcasting for those of two inputs. */

import type { GradientContext, GradientRule, Operator, OutputType } from '../graph.ts';
import type { Attributes, Tensor } from '../tensor.ts';
import { broadcast, inputAt, requireThat, unbroadcast } from './check.ts';

function inferBinary(inputs: readonly Tensor[], _attributes: Attributes, op: string): OutputType[] {
  const a = inputAt(inputs, 0, op);
  const b = inputAt(inputs, 1, op);
  requireThat(a.dtype === b.dtype, op, inputs, `types differ: ${a.dtype} and ${b.dtype}`);
  return [{ dtype: a.dtype, shape: broadcast(op, a, b) }];
}

function inferUnary(inputs: readonly Tensor[], _attributes: Attributes, op: string): OutputType[] {
  const { dtype, shape } = inputAt(inputs, 0, op);
  return [{ dtype, shape }];
}

/** A rule for two inputs: `rule` gives both gradients at the output's shape; they are summed to the inputs' shapes. */
function binary(
  rule: (context: GradientContext, a: Tensor, b: Tensor, gradient: Tensor) => readonly [Tensor, Tensor],
): GradientRule {
  return (context) => {
    const a = inputAt(context.inputs, 0, 'gradient');
    const b = inputAt(context.inputs, 1, 'gradient');
    const gradient = inputAt(context.outputGradients as readonly Tensor[], 0, 'gradient');
    const [da, db] = rule(context, a, b, gradient);
    return [unbroadcast(context.graph, da, a), unbroadcast(context.graph, db, b)];
  };
}

/** A rule for one input, given the input, the output and the output's gradient. */
function unary(
  rule: (context: GradientContext, x: Tensor, y: Tensor, gradient: Tensor) => Tensor,
): GradientRule {
  return (context) => [
    rule(
      context,
      inputAt(context.inputs, 0, 'gradient'),
      inputAt(context.outputs, 0, 'gradient'),
      inputAt(context.outputGradients as readonly Tensor[], 0, 'gradient'),
    ),
  ];
}

/** Sends the gradient to `a` where a ≤ b holds (for Min) or b ≤ a (for Max), else to the other. */
function choosing(swap: boolean): GradientRule {
  return binary(({ graph }, a, b, gradient) => {
    const first = graph.one('LessOrEqual', swap ? [b, a] : [a, b]);
    const zero = graph.scalar(0);
    return [graph.one('Where', [first, gradient, zero]), graph.one('Where', [first, zero, gradient])];
  });
}

export const elementwise = {
  Add: { infer: inferBinary, gradient: binary((_context, _a, _b, gradient) => [gradient, gradient]) },
  Sub: {
    infer: inferBinary,
    gradient: binary(({ graph }, _a, _b, gradient) => [gradient, graph.one('Neg', [gradient])]),
  },
  Mul: {
    infer: inferBinary,
    gradient: binary(({ graph }, a, b, gradient) => [
      graph.one('Mul', [gradient, b]),
      graph.one('Mul', [gradient, a]),
    ]),
  },
  Div: {
    infer: inferBinary,
    gradient: binary(({ graph, outputs }, _a, b, gradient) => {
      const da = graph.one('Div', [gradient, b]);
      return [da, graph.one('Neg', [graph.one('Mul', [da, inputAt(outputs, 0, 'Div')])])];
    }),
  },
  Min: { infer: inferBinary, gradient: choosing(false) },
  Max: { infer: inferBinary, gradient: choosing(true) },
  LessOrEqual: {
    infer: (inputs, attributes, op) =>
      inferBinary(inputs, attributes, op).map(({ shape }) => ({ dtype: 'bool', shape })),
    gradient: null,
  },
  Where: {
    infer: (inputs, _attributes, op) => {
      const condition = inputAt(inputs, 0, op);
      const a = inputAt(inputs, 1, op);
      const b = inputAt(inputs, 2, op);
      requireThat(condition.dtype === 'bool', op, inputs, `the condition is ${condition.dtype}, not bool`);
      const both = { ...a, shape: broadcast(op, a, b) };
      return [{ dtype: a.dtype, shape: broadcast(op, condition, both) }];
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const condition = inputAt(inputs, 0, 'Where');
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'Where');
      const zero = graph.scalar(0);
      return [
        undefined,
        unbroadcast(graph, graph.one('Where', [condition, gradient, zero]), inputAt(inputs, 1, 'Where')),
        unbroadcast(graph, graph.one('Where', [condition, zero, gradient]), inputAt(inputs, 2, 'Where')),
      ];
    },
  },
  Neg: { infer: inferUnary, gradient: unary(({ graph }, _x, _y, gradient) => graph.one('Neg', [gradient])) },
  Exp: {
    infer: inferUnary,
    gradient: unary(({ graph }, _x, y, gradient) => graph.one('Mul', [gradient, y])),
  },
  Log: {
    infer: inferUnary,
    gradient: unary(({ graph }, x, _y, gradient) => graph.one('Div', [gradient, x])),
  },
  Sigmoid: {
    infer: inferUnary,
    gradient: unary(({ graph }, _x, y, gradient) => {
      const slope = graph.one('Mul', [y, graph.one('Sub', [graph.scalar(1), y])]);
      return graph.one('Mul', [gradient, slope]);
    }),
  },
  /** Passes its input on; no gradient flows back (`sg` in the papers). */
  StopGradient: { infer: inferUnary, onnx: 'Identity', gradient: null },
} as const satisfies Record<string, Operator>;
