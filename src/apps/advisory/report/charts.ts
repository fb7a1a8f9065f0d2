/** The four charts of a report: allocation, frontier, fan of outcomes, drawdowns. */

import type { Charts } from '../plan/charts.ts';
import type { Language } from '../wording.ts';
import { at, escapeHtml, figureOf, frame, HEIGHT, keyOf, path, WIDTH } from './chart-frame.ts';
import { words } from './words.ts';

const percent = (value: number): string => `${(value * 100).toFixed(Math.abs(value) < 0.1 ? 1 : 0)}%`;

/** `120k`, `1.2M` in English, 12万 in Chinese. */
export function shortAmount(value: number, language: Language): string {
  const size = Math.abs(value);
  if (language === 'zh')
    return size >= 1e4 ? `${(value / 1e4).toFixed(size < 1e5 ? 1 : 0)}万` : value.toFixed(0);
  if (size >= 1e6) return `${(value / 1e6).toFixed(1)}M`;
  return size >= 1e3 ? `${(value / 1e3).toFixed(0)}k` : value.toFixed(0);
}

export function allocationChart({ allocation }: Charts, language: Language): string {
  const say = words[language];
  const sorted = [...allocation].sort((a, b) => b.weight - a.weight);
  const height = Math.min(36, (HEIGHT - 30) / Math.max(1, sorted.length));
  const bottom = 10 + sorted.length * height;
  const most = Math.max(...sorted.map(({ weight, riskShare }) => Math.max(weight, riskShare)), 0.01);
  const [left, right] = [200, 60];
  const bar = (value: number): string => at((Math.max(0, value) / most) * (WIDTH - left - right));
  const rows = sorted.map(({ name, weight, riskShare }, i) => {
    const y = 10 + i * height;
    return (
      `<text x="${left - 8}" y="${at(y + height / 2)}" text-anchor="end">${escapeHtml(name[language])}</text>` +
      `<rect x="${left}" y="${at(y)}" width="${bar(weight)}" height="${at(height * 0.45)}" class="main"/>` +
      `<rect x="${left}" y="${at(y + height * 0.45)}" width="${bar(riskShare)}" height="${at(height * 0.25)}" class="soft"/>` +
      `<text x="${at(left + Number(bar(Math.max(weight, riskShare))) + 6)}" y="${at(y + height / 2)}">${percent(weight)}</text>`
    );
  });
  const { key, bottom: end } = keyOf(
    [
      ['main', say.ofMoney],
      ['soft', say.ofRisk],
    ],
    bottom,
  );
  const summary = sorted.map(({ name, weight }) => `${name[language]} ${percent(weight)}`).join(', ');
  return figureOf(say.allocation, summary, rows.join('') + key, end);
}

export function frontierChart({ frontier }: Charts, language: Language): string {
  const say = words[language];
  const { points, chosen, assets, volatilityLimit } = frontier;
  const all = [...points, chosen, ...assets];
  const returns = all.map(({ expectedReturn }) => expectedReturn);
  const high = Math.max(...all.map(({ volatility }) => volatility), volatilityLimit) * 1.05;
  const low = Math.min(0, ...returns);
  const { scale, axes } = frame(
    { low: 0, high, name: say.volatility, text: percent },
    { low, high: Math.max(...returns, low + 0.01) * 1.1, name: say.expectedReturn, text: percent },
  );
  const limit = at(scale.x(volatilityLimit));
  const dots = assets.map(({ symbol, volatility, expectedReturn }) => {
    const [x, y] = [scale.x(volatility), scale.y(expectedReturn)];
    const isRight = x > 0.85 * WIDTH;
    return `<circle cx="${at(x)}" cy="${at(y)}" r="3" class="soft"/><text x="${at(isRight ? x - 5 : x + 5)}" y="${at(y - 4)}" text-anchor="${isRight ? 'end' : 'start'}">${escapeHtml(symbol)}</text>`;
  });
  const line = path(points.map((point) => [scale.x(point.volatility), scale.y(point.expectedReturn)]));
  const { key, bottom } = keyOf([
    ['line', say.frontierLine],
    ['main', say.chosen],
    ['soft', say.oneProduct],
    ['limit', say.volatilityLimit],
  ]);
  return figureOf(
    say.frontier,
    say.frontierSummary(percent(chosen.volatility), percent(chosen.expectedReturn), percent(volatilityLimit)),
    `${axes}<line x1="${limit}" x2="${limit}" y1="16" y2="${HEIGHT - 40}" class="limit"/>` +
      `<path d="${line}" class="line"/>${dots.join('')}` +
      `<circle cx="${at(scale.x(chosen.volatility))}" cy="${at(scale.y(chosen.expectedReturn))}" r="6" class="main"/>${key}`,
    bottom,
  );
}

export function fanChart({ fan }: Charts, language: Language): string {
  const say = words[language];
  const { years, real, goals } = fan;
  const highest = Math.max(...real.p95, ...goals.map(({ amount }) => amount), 1);
  const amount = (value: number): string => shortAmount(value, language);
  const { scale, axes } = frame(
    { low: 0, high: years.at(-1) ?? 1, name: say.years, text: (year) => year.toFixed(year < 10 ? 1 : 0) },
    { low: 0, high: highest, name: `${say.wealthToday} (${fan.currency})`, text: amount },
  );
  const along = (values: readonly number[]): [number, number][] =>
    values.map((value, i) => [scale.x(years[i] ?? 0), scale.y(value)]);
  const band = (low: readonly number[], high: readonly number[]): string =>
    `${path([...along(high), ...along(low).reverse()])}Z`;
  const marks = goals.map(({ name, year, amount: target }) => {
    const [x, y] = [scale.x(year), scale.y(target)];
    return `<path d="M${at(x - 5)} ${at(y)}L${at(x)} ${at(y - 6)}L${at(x + 5)} ${at(y)}L${at(x)} ${at(y + 6)}Z" class="goal"/><text x="${at(x)}" y="${at(y - 10)}" text-anchor="middle">${escapeHtml(name[language])}</text>`;
  });
  const last = (values: readonly number[]): string => amount(values.at(-1) ?? 0);
  const { key, bottom } = keyOf([
    ['line', say.median],
    ['band', say.bands],
    ...(goals.length === 0 ? [] : [['goal', say.goal] as const]),
  ]);
  return figureOf(
    say.fan,
    say.fanSummary(last(real.p5), last(real.p50), last(real.p95)),
    `${axes}<path d="${band(real.p5, real.p95)}" class="band"/><path d="${band(real.p25, real.p75)}" class="band"/>` +
      `<path d="${path(along(real.p50))}" class="line"/>${marks.join('')}${key}`,
    bottom,
  );
}

export function drawdownChart({ drawdown }: Charts, language: Language): string {
  const say = words[language];
  const { dates, values, benchmark } = drawdown;
  const deepest = Math.min(...values, ...(benchmark ?? []), -0.01);
  const { scale, axes } = frame(
    {
      low: 0,
      high: Math.max(1, dates.length - 1),
      name: '',
      text: (i) => dates[Math.round(i)]?.slice(0, 7) ?? '',
    },
    { low: deepest, high: 0, name: say.belowPeak, text: percent },
  );
  const along = (series: readonly number[]): [number, number][] =>
    series.map((value, i) => [scale.x(i), scale.y(value)]);
  const floor = at(scale.y(0));
  const area = `M${at(scale.x(0))} ${floor}${path(along(values)).replace('M', 'L')}L${at(scale.x(values.length - 1))} ${floor}Z`;
  const other = benchmark === null ? '' : `<path d="${path(along(benchmark))}" class="other"/>`;
  const { key, bottom } = keyOf([
    ['line', say.thisPlan],
    ...(benchmark === null ? [] : [['other', say.equalWeights] as const]),
  ]);
  return figureOf(
    say.drawdown,
    say.drawdownSummary(percent(-Math.min(0, ...values))),
    `${axes}<path d="${area}" class="band"/><path d="${path(along(values))}" class="line"/>${other}${key}`,
    bottom,
  );
}
