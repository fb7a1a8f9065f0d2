/** How much of a file is read: enough for an annual report, and so little that no file can hold up or exhaust the machine. */

const MEBIBYTE = 2 ** 20;

/** Of one request. */
export const MOST_DOCUMENTS = 200;
export const LONGEST_ID = 200;

/** Of the file itself. */
export const MOST_BYTES = 32 * MEBIBYTE;
/** Of one packed part of a workbook, and of all that are read. */
export const MOST_UNPACKED_PART = 128 * MEBIBYTE;
export const MOST_UNPACKED = 256 * MEBIBYTE;
/** Of all documents made from one file. */
export const MOST_CHARACTERS = 2_000_000;
/** Of text as it stands in the file: quotes, blanks and marks are more than what is kept of it. */
export const MOST_RAW_CHARACTERS = 4 * MOST_CHARACTERS;
/** Of one table, its header not counted. */
export const MOST_ROWS = 5_000;
export const MOST_COLUMNS = 200;
/** Of one cell: what Excel can hold. */
export const LONGEST_CELL = 32_767;
export const MOST_PAGES = 2_000;
/** Elements in elements; pages whose writers never close a font reach thousands. */
export const DEEPEST = 20_000;

export const TIME_LIMIT_MS = 20_000;
export const MOST_HEAP_MIB = 1_024;
/** Files that are read at the same time; others wait. */
export const MOST_THREADS = 2;
