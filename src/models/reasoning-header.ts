/**
 * Asks a server of ours for answers as the model wrote them, tags included, where the request's body does not say how: what is
 * scored, trained on or kept needs them. A field of the body would be refused by others, who ignore a header.
 */
export const REASONING_HEADER = 'x-fin-r1-reasoning-format';
