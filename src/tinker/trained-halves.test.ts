import { expect, it } from 'vitest';
import { targetsOf, trainedHalves } from './trained-halves.ts';

it('says what the API can say of an adapter, and what it cannot', () => {
  expect(trainedHalves()).toEqual({ attention: true, mlp: true });
  expect(trainedHalves(['o_proj', 'q_proj', 'k_proj', 'v_proj'])).toEqual({ attention: true, mlp: false });
  expect(trainedHalves(['down_proj', 'gate_proj', 'up_proj'])).toEqual({ attention: false, mlp: true });
  expect(trainedHalves(['q_proj', 'v_proj'])).toBeNull();
  expect(trainedHalves(['q_proj', 'k_proj', 'v_proj', 'o_proj', 'up_proj'])).toBeNull();
});

it('goes back to the targets', () => {
  expect(targetsOf({ attention: false, mlp: true })).toEqual(['gate_proj', 'up_proj', 'down_proj']);
});
