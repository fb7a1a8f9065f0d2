/** Whether a cell holds a figure, or a name: a year and a date name columns. */

const FIGURE =
  /^[-+(（−–—\s]*(?:(?:[A-Z]{1,3})?[$€£¥￥]|[A-Z]{3}\s)?\s*[-−–(]?\s*(?:\d[\d,\s]*(?:\.\d*)?|\.\d+)(?:E[+-]?\d+)?\s*(?:%|％|‰|x|bps|pts?|个?百分点|[万亿]?[元股]|million|billion|thousand)?[\s)）]*(?:%|％)?$/i;
const YEAR = /^(?:19|20)\d\d[AEF]?$/;
const NOTHING = /^(?:[-–—−]+|n\/?[am]|nm|不适用|无)$/i;

/** No figure is longer, and no pattern is tried on a page of text. */
const LONGEST = 60;

export function isFigure(cell: string): boolean {
  return cell.length <= LONGEST && FIGURE.test(cell) && !YEAR.test(cell);
}

/** A figure, or what stands in its place where there is none. */
export function isValue(cell: string): boolean {
  return isFigure(cell) || NOTHING.test(cell);
}
