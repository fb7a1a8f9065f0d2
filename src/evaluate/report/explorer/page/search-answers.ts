/** Free-text search through questions, ids and answers, in slices that leave the page responsive. Runs in the page. */

import type { AnswerData, AnswerIndex } from '../page-data.ts';

export interface AnswerSearch {
  /** Decodes as much as is kept, without holding the page up. */
  prepare: () => Promise<void>;
  /**
   * Marks in `found` every answer that holds all words of `query`. Calls `progress` with the share done; resolves to false
   * when a later query took over.
   */
  run: (query: string, found: Uint8Array, progress: (share: number) => void) => Promise<boolean>;
}

export function answerSearch(index: AnswerIndex, readBlock: (id: string) => Promise<unknown>): AnswerSearch {
  /** Characters of lower-case answers kept for the next query: what goes beyond is decoded again each time. */
  const KEPT = 1 << 26;
  const SLICE_MS = 12;
  const kept = new Map<number, string[]>();
  let size = 0;
  let latest = 0;
  const questions = index.questions.map((text) => text.toLowerCase());

  /** Lets the page draw and hear keys; a time-out would wait 4 ms each time. */
  function nextTurn(): Promise<void> {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }

  async function textsOf(block: number): Promise<string[]> {
    const known = kept.get(block);
    if (known !== undefined) return known;
    const answers = (await readBlock(`answers-${block}`)) as AnswerData[];
    const texts = answers.map(({ text }) => text.toLowerCase());
    const own = texts.reduce((sum, { length }) => sum + length, 0);
    // Another query may have read the same block meanwhile.
    if (size + own <= KEPT && !kept.has(block)) {
      kept.set(block, texts);
      size += own;
    }
    return texts;
  }

  return {
    async prepare() {
      for (let block = 0; block < index.answerBlocks.length && size < KEPT; block++) {
        await textsOf(block);
        await nextTurn();
      }
    },

    async run(query, found, progress) {
      const own = ++latest;
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length === 0) {
        found.fill(1);
        return true;
      }
      found.fill(0);
      let pause = performance.now() + SLICE_MS;
      for (let block = 0; block < index.answerBlocks.length; block++) {
        const texts = await textsOf(block);
        if (own !== latest) return false;
        const first = index.answerBlocks[block] ?? 0;
        for (const [at, text] of texts.entries()) {
          const answer = first + at;
          const id = (index.ids[answer] ?? '').toLowerCase();
          const question = questions[index.question[answer] ?? 0] ?? '';
          if (words.every((word) => text.includes(word) || question.includes(word) || id.includes(word))) {
            found[answer] = 1;
          }
        }
        if (performance.now() < pause) continue;
        progress((block + 1) / index.answerBlocks.length);
        await nextTurn();
        if (own !== latest) return false;
        pause = performance.now() + SLICE_MS;
      }
      return true;
    },
  };
}
