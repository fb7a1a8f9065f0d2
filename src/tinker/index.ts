/**
 * The Tinker API: everything a training loop may ask of an engine as types, helpers to build its inputs, and a client of
 * servers that speak it.
 */

export * from './answer-tokens.ts';
export { backEnds } from './client/back-end.ts';
export type { BackEnd } from './client/back-end.ts';
export { RestClient } from './client/rest-client.ts';
export type { HttpSamplingClient } from './client/sampling-client.ts';
export { ServiceClient } from './client/service-client.ts';
export type { SupportedModel } from './client/service-client.ts';
export type { ServiceClientOptions } from './client/service-options.ts';
export type { TokenizerLoader } from './client/tokenizer.ts';
export type { HttpSaveOptions, HttpTrainingClient } from './client/training-client.ts';
export { forwardBackwardCustom } from './custom-loss.ts';
export type { CustomLoss } from './custom-loss.ts';
export * from './model-input.ts';
export * from './trained-halves.ts';
export * from './types.ts';
export type { Checkpoint, TrainingRun } from './wire/rest-bodies.ts';
export type { Topk } from './wire/sample-response.ts';
