/** `fin-r1 eval --list`: what each benchmark is, so that a score of it can be refereed. */

import { benchmarks, countText, type Benchmark } from '../../evaluate/index.ts';
import { findSource, homePage, promptOrigin } from '../../data/index.ts';

export function benchmarkList(): string {
  return benchmarks.map(describe).join('\n\n');
}

function describe(benchmark: Benchmark): string {
  const { id, title, source, split, prompt, headline, size, ids, baseline, notes, published } = benchmark;
  const { home, licence, languages } = findSource(source);
  const page = homePage(home);
  const revision = 'revision' in home ? ` @ ${home.revision}` : '';
  const prompts = languages.map((language) => promptOrigin(prompt, language));
  const lines: [string, string][] = [
    [
      'questions',
      `${split} split of ${page ?? source}${revision}; licence ${licence}${size === null ? '' : `; ${countText(size)}`}`,
    ],
    ...(ids === null ? [] : [['ids', ids] as [string, string]]),
    [
      'prompt',
      prompts
        .map(({ name, version, hash }) => `prompts/${name}.txt ${version} ${hash.slice(0, 12)}`)
        .join(', '),
    ],
    ['answer', benchmark.extraction],
    ['equal', benchmark.tolerance],
    ['headline', headline],
    ['cluster', benchmark.cluster],
    ...(baseline === null ? [] : [['baseline', baseline] as [string, string]]),
    ...notes.map((note): [string, string] => ['note', note]),
    ...published.map(({ model, percent, by, source: from }): [string, string] => [
      by,
      `${model} ${percent} (${from})`,
    ]),
  ];
  return [`${id}  ${title}`, ...lines.map(([name, text]) => `  ${name.padEnd(10)}${text}`)].join('\n');
}
