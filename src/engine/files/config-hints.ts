/** What to do about a `config.json` that cannot be used. */

/** The engine does not have what it asks for. */
export const ELSEWHERE =
  'Choose a model without it. To ask this one, run it elsewhere: its GGUF file through llama.cpp (gguf:PATH), or behind a ' +
  'server (http://HOST/v1#NAME).';

/** It does not hold together, or not with the weights beside it. */
export const OWN_CONFIG =
  'Use the config.json that was published with the weights, or fetch the model again.';
