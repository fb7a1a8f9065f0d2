/**
 * Names the document of a question, the same in every data set: FinQA, ConvFinQA and what was made of them share the pages of annual
 * reports (`V/2008/page_17.pdf`); other documents are known only within their source.
 */

import type { Question } from '../../core/question.ts';

const filingPage = /([A-Z][A-Z0-9.&-]*)\/((?:19|20)\d\d)\/page_(\d+)\.pdf/i;

export function documentKey({ source, cluster, id }: Pick<Question, 'source' | 'cluster' | 'id'>): string {
  const [, ticker, year, page] = filingPage.exec(cluster) ?? filingPage.exec(id) ?? [];
  if (ticker === undefined) return `${source}/${cluster}`;
  return `${ticker.toUpperCase()}/${year}/page_${page}.pdf`;
}
