import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SilenceWatch } from './silence-watch.ts';

let told: number[];
let watch: SilenceWatch;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  told = [];
  watch = new SilenceWatch(60, (seconds) => told.push(seconds));
});
afterEach(() => vi.useRealTimers());
const pass = (seconds: number): unknown => vi.advanceTimersByTime(1000 * seconds);

it('tells of a server that never answers, twice as late each time, tries that time out included', () => {
  watch.sent();
  pass(59);
  expect(told).toEqual([]);
  pass(2);
  expect(told).toEqual([60]);
  watch.ended(false);
  pass(5);
  watch.sent();
  pass(1000);
  expect(told).toEqual([60, 120, 240, 480, 960]);
});

it('tells nothing while answers come, nor while nothing is asked', () => {
  watch.sent();
  for (let i = 0; i < 20; i++) {
    watch.sent();
    pass(50);
    watch.ended(true);
  }
  watch.ended(true);
  pass(500);
  watch.sent();
  pass(59);
  expect(told).toEqual([]);
  pass(1);
  expect(told).toEqual([60]);
});
