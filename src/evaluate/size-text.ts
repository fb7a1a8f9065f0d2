/** `134.5M parameters, 9.8M trained (LoRA)`. */

import { parametersText } from '../models/index.ts';

export function sizeText({ parameters, trained }: { parameters: number; trained?: number }): string {
  const adapter = trained === undefined ? '' : `, ${parametersText(trained)} trained (LoRA)`;
  return `${parametersText(parameters)} parameters${adapter}`;
}
