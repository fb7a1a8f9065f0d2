/**
 * The explorer's script: the functions of `page/` as they stand, written into the page by their own text. So they are
 * type-checked, linted and tested as any other code, and need no bundler, neither from the sources nor from the built package.
 * What it costs: such a function uses nothing but its parameters, what it declares itself, and what the browser gives.
 */

import { ABANDONED, markStatuses } from './page-data.ts';
import { markMeanings } from './mark-legend.ts';
import { blockStore } from './page/block-store.ts';
import { decodeBlock } from './page/decode-block.ts';
import { explorer } from './page/explorer.ts';
import { filterAnswers } from './page/filter-answers.ts';
import { answerSearch } from './page/search-answers.ts';
import { segmentText } from './page/segment-text.ts';
import { showAnswer } from './page/show-answer.ts';
import { sortAnswers } from './page/sort-answers.ts';
import { virtualList } from './page/virtual-list.ts';

const constants = { statuses: markStatuses, abandoned: ABANDONED, meanings: markMeanings };

export const explorerScript = `
{
  const tools = { segment: ${text(segmentText)}, ...${JSON.stringify(constants)} };
  const show = ${text(showAnswer)};
  const explorer = ${text(explorer)};
  explorer({
    blocks: (${text(blockStore)})(${text(decodeBlock)}),
    search: ${text(answerSearch)},
    filter: ${text(filterAnswers)},
    sort: ${text(sortAnswers)},
    list: ${text(virtualList)},
    show: (place, shown, go) => show(place, shown, tools, go),
  }).catch((error) => { document.getElementById('answer-count').textContent = String(error); });
}
`;

/** Without the blanks that types have left behind. */
function text(part: (...args: never[]) => unknown): string {
  return String(part)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
