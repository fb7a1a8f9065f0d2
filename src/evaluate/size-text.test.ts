import { expect, it } from 'vitest';
import { sizeText } from './size-text.ts';

it('tells of an adapter beside the model it is trained on', () => {
  expect(sizeText({ parameters: 134_515_008, trained: 9_768_960 })).toBe(
    '134.5M parameters, 9.8M trained (LoRA)',
  );
  expect(sizeText({ parameters: 35_040 })).toBe('35,040 parameters');
});
