/** Text from a model, named by one string (`fin-r1/models`). */

export { fromSamplingClient } from './from-sampling-client.ts';
export type { ModelPool, StageUsage } from './pool.ts';
export { requestKey } from './request-key.ts';
export { locateModel, resolveModel } from './resolve-model.ts';
export type { LocatedModel } from './resolve-model.ts';
export { PromptTooLongError } from './text-model.ts';
export type { Generation, GenerationParams, TextModel } from './text-model.ts';
