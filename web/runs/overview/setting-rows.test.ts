import { expect, it } from 'vitest';
import { settingRows, settingSections } from './setting-rows.ts';

it('names each setting by its path', () => {
  expect(settingRows({ steps: 5, optimizer: { peak: 1e-3, schedule: 'linear' }, reference: null })).toEqual([
    { key: 'steps', value: '5' },
    { key: 'optimizer.peak', value: '0.001' },
    { key: 'optimizer.schedule', value: 'linear' },
    { key: 'reference', value: 'null' },
  ]);
});

it('keeps a short list on one line, and each short entry of a long one', () => {
  const phase = { weights: { pairs: 1 }, atMost: 1800 };
  const curriculum = [
    phase,
    { ...phase, until: { pairs: 0.15, lists: 0.1, words: 0.15, lookup: 0.06, options: 0.15 } },
  ];
  const keys = settingRows({ list: ['a', 'b'], curriculum }).map(({ key }) => key);
  expect(keys.slice(0, 3)).toEqual(['list', 'curriculum.0', 'curriculum.1.weights.pairs']);
});

it('leaves nothing out: empty parts have a line too', () => {
  expect(settingRows({ prices: {}, sources: [] })).toEqual([
    { key: 'prices', value: '{}' },
    { key: 'sources', value: '[]' },
  ]);
});

it('puts settings of the whole run before those of its parts', () => {
  const sections = settingSections({ grpo: { steps: 1 }, name: 'a', seed: 1 });
  expect(sections).toEqual([
    [
      '',
      [
        { key: 'name', value: 'a' },
        { key: 'seed', value: '1' },
      ],
    ],
    ['grpo', [{ key: 'steps', value: '1' }]],
  ]);
  expect(settingSections({})).toEqual([]);
});
