/** What one request may ask for. */

/** Datums of a forward_backward; the SDK sends at most 1024 at once. */
export const MOST_DATUMS = 16_384;
/** Samples of one prompt. */
export const MOST_SAMPLES = 4096;
/** Of an adapter. */
export const MOST_RANK = 1024;
/** Alternatives at each position of a prompt. */
export const MOST_TOPK = 100;
/** Rows of a listing. */
export const MOST_LISTED = 1000;
