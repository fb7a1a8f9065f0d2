/**
 * `X-Fin-R1-Logprobs: trained`: of a forward_backward log probabilities are wanted only where something is trained (weight
 * or advantage not 0), as the engine of this process gives them. A server of ours then saves the pass over the other
 * positions, whose values are NaN; others ignore the header.
 */

export const LOGPROBS_HEADER = 'x-fin-r1-logprobs';
export const TRAINED_LOGPROBS = 'trained';
