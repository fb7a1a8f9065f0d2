/** The operator table: every operator with its shape inference and its one gradient rule. */

import type { OperatorTable } from '../graph.ts';
import { attention } from './attention.ts';
import { elementwise } from './elementwise.ts';
import { lookups } from './lookup.ts';
import { neural } from './neural.ts';
import { products } from './product.ts';
import { reductions } from './reduce.ts';
import { shape } from './shape.ts';

export const operators: OperatorTable = {
  ...elementwise,
  ...shape,
  ...products,
  ...reductions,
  ...lookups,
  ...neural,
  ...attention,
};
