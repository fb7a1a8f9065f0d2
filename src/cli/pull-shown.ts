/** Fetches a model with its progress on stderr, and stops at Ctrl-C so that the next call goes on. */

import { countOf } from '../core/count-of.ts';
import { pullModel } from '../models/index.ts';
import type { PulledModel } from '../models/index.ts';
import { interruptible } from './interrupt.ts';
import { ProgressLines } from './progress.ts';

export async function pullShown(model: string, files: readonly string[] = []): Promise<PulledModel> {
  const lines = new ProgressLines();
  let count = 0;
  let fetched = 0;
  try {
    return await interruptible((signal) =>
      pullModel(model, {
        files,
        signal,
        onProgress: (event) => {
          switch (event.event) {
            case 'begun':
              count = event.files;
              return lines.begun(model);
            case 'bytes': {
              const { done, total, rate, secondsLeft } = event;
              const metric = `${fetched} of ${countOf(count, 'file')}`;
              return lines.progress({
                ...{ stage: model, done, total, unit: 'bytes', rate, rateUnit: 'bytes', metric, secondsLeft },
              });
            }
            case 'fetched':
              fetched++;
              return fetched === count ? lines.ended(model, countOf(count, 'file')) : undefined;
            case 'told':
              return lines.warn(event.text);
          }
        },
      }),
    );
  } finally {
    lines.close();
  }
}
