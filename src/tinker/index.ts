/** The Tinker API as types: everything a training loop may ask of an engine, and helpers to build its inputs. */

export * from './answer-tokens.ts';
export * from './model-input.ts';
export * from './trained-halves.ts';
export * from './types.ts';
