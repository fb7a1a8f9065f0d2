import { describe, expect, it } from 'vitest';
import type { StageProgress } from '../recipe/index.ts';
import { ProgressLines, progressText } from './progress.ts';

const at = (done: number): StageProgress => ({
  stage: 'pretrain',
  done,
  total: 4000,
  unit: 'steps',
  rate: 57_012.4,
  rateUnit: 'tokens',
  metric: 'loss 1.234',
  secondsLeft: 49,
});

function recorded(
  isTTY: boolean,
  columns = 200,
): { lines: ProgressLines; text: () => string; clock: { now: number } } {
  let text = '';
  const clock = { now: 0 };
  const lines = new ProgressLines({ write: (part) => (text += part), isTTY, columns }, () => clock.now);
  return { lines, text: () => text, clock };
}

describe('progressText', () => {
  it('says stage, step, rate, metric, elapsed and time left', () => {
    expect(progressText(at(1200), 21)).toBe(
      'pretrain        1,200/4,000 steps  57,012 tokens/s  loss 1.234  21 s, 49 s left',
    );
    expect(progressText({ ...at(3), total: undefined, metric: '', secondsLeft: undefined }, 2)).toBe(
      'pretrain        3 steps  57,012 tokens/s  2.0 s',
    );
  });
});

describe('progressText of a file', () => {
  it('says bytes, speed and time left', () => {
    const file = { stage: 'finqa/train.json', done: 12_345_678, total: 40_000_000, secondsLeft: 11.4 };
    const text = progressText(
      { ...file, unit: 'bytes', rate: 2_437_000, rateUnit: 'bytes', metric: '' },
      5.1,
    );
    expect(text).toBe('finqa/train.json  12.3 MB of 40.0 MB  2.4 MB/s  5.1 s, 11 s left');
  });
});

describe('ProgressLines', () => {
  it('writes a line every ten seconds where there is no terminal', () => {
    const { lines, text, clock } = recorded(false);
    lines.begun('pretrain');
    for (clock.now = 1000; clock.now <= 25_000; clock.now += 1000) lines.progress(at(clock.now / 1000));
    clock.now = 26_000;
    lines.ended('pretrain', 'loss 0.512');
    expect(text().match(/\d+\/4,000 steps/g)).toEqual(['10/4,000 steps', '20/4,000 steps']);
    expect(text()).toMatch(/^pretrain +…\n/);
    expect(text()).toMatch(/\npretrain +done in 26 s {2}loss 0\.512\n$/);
    expect(text()).not.toContain('\u001b');
  });

  it('updates one line in place on a terminal, cut to its width', () => {
    const { lines, text, clock } = recorded(true, 30);
    lines.begun('pretrain');
    clock.now = 500;
    lines.progress(at(7));
    lines.warn('look');
    lines.ended('pretrain', '');
    const parts = text().split('\r\u001b[2K').slice(1);
    expect(parts).toHaveLength(3);
    expect(parts[1]).toBe('pretrain        7/4,000 step…\nwarning: look\n');
    expect(parts[2]).toMatch(/^pretrain +done in 0\.5 s\n$/);
  });
});
