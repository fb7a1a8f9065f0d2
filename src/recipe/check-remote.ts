/** What the Tinker API cannot say of a recipe: it knows models that exist, and of adapters their rank and their two halves. */

import { trainedHalves } from '../tinker/index.ts';
import type { Recipe } from './schema.ts';

/** Of the hosted service and SkyRL, which decide it themselves. */
const ALPHA = 32;

/** @throws InputError through `refuse`. */
export function checkRemote(
  { model, from, lora }: Recipe,
  refuse: (what: string, hint: string) => never,
): void {
  if (model !== undefined)
    refuse(
      'backend: tinker trains a model that the server has, and model makes one from nothing',
      'Name it by from (hf:ORG/NAME), or leave backend out.',
    );
  if (from === undefined)
    refuse('backend: tinker has no model to train', 'Name one that the server has: from: hf:ORG/NAME.');
  const { alpha = ALPHA, dropout = 0, targets } = lora ?? {};
  if (alpha !== ALPHA)
    refuse(
      `lora.alpha ${alpha}: on backend: tinker it is ${ALPHA}`,
      'Leave alpha out, and change the learning rate.',
    );
  if (dropout > 0) refuse(`lora.dropout ${dropout}: backend: tinker has none`, 'Leave dropout out.');
  if (targets !== undefined && trainedHalves(targets) === null)
    refuse(
      `lora.targets [${targets.join(', ')}]: backend: tinker adapts attention as a whole, the MLP as a whole, or both`,
      'Name q_proj, k_proj, v_proj and o_proj, or gate_proj, up_proj and down_proj, or leave targets out.',
    );
}
