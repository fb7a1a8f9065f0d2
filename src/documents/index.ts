/** A user's own files as documents that numbers can be traced to (`fin-r1/documents`). */

export { documentsSchema } from './document.ts';
export type { ReadDocument, RequestDocument } from './document.ts';
export { MOST_BYTES } from './limits.ts';
export { readDocument } from './read-document.ts';
