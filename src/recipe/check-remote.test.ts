import { expect, it } from 'vitest';
import { parseRecipe } from './read-recipe.ts';

const refusalOf = (more: string): string => {
  try {
    parseRecipe(
      `{ name: r, backend: tinker, data: { sources: [{ source: finsim-tfns }] }, sft: {}, ${more} }`,
      'r',
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'none';
};

it('refuses what a server of the Tinker API cannot be told', () => {
  expect(refusalOf('model: {}')).toContain('model makes one from nothing');
  expect(refusalOf("from: 'hf:o/n', lora: { alpha: 64 }")).toContain('lora.alpha 64');
  expect(refusalOf("from: 'hf:o/n', lora: { dropout: 0.1 }")).toContain('lora.dropout 0.1');
  expect(refusalOf("from: 'hf:o/n', lora: { targets: [q_proj, v_proj] }")).toContain('attention as a whole');
});

it('takes what it can be told', () => {
  expect(refusalOf("from: 'hf:o/n'")).toBe('none');
  expect(refusalOf("from: 'hf:o/n', lora: { alpha: 32, targets: [gate_proj, up_proj, down_proj] }")).toBe(
    'none',
  );
});
