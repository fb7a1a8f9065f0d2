/** Models and rewards over HTTP (`fin-r1/serve`). */

export { addKey, readKeys, removeKey } from './keys/api-keys.ts';
export type { ApiKey, KeyLimits } from './keys/api-keys.ts';
export { pageFolder } from './page/page-folder.ts';
export { createRewardServer } from './reward/reward-server.ts';
export { usualWeights } from './reward/reward-options.ts';
export type { RewardServiceOptions, RewardWeights } from './reward/reward-options.ts';
export { createServer } from './server.ts';
export type { RunningServer } from './server.ts';
export type { ServeOptions } from './serve-options.ts';
export type { Check, CheckedClaim, CheckedError, CheckedNumber, CheckUpdate } from './check/running-check.ts';
export { createTinkerServer } from './tinker/tinker-server.ts';
export type { RunningTinkerServer } from './tinker/tinker-server.ts';
export { openBase } from './tinker/served-bases.ts';
export type { ServedBase } from './tinker/served-bases.ts';
export type { TinkerServeOptions } from './tinker/serve-options.ts';
