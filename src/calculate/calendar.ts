/** Calendar dates without times or zones (proleptic Gregorian, from 1583 on), and the month arithmetic of coupon dates. */

export interface CalendarDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

const FIRST_YEAR = 1583;
const MILLISECONDS_A_DAY = 86_400_000;

/** The date that `text` writes as YYYY-MM-DD; undefined where there is no such day. */
export function parseDate(text: string): CalendarDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const real = year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return real ? { year, month, day } : undefined;
}

export function formatDate({ year, month, day }: CalendarDate): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days from `start` to `end`, the first counted and the last not. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return dayNumber(end) - dayNumber(start);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isMonthEnd({ year, month, day }: CalendarDate): boolean {
  return day === daysInMonth(year, month);
}

/** The same day `months` earlier; the last of its month where `date` is one, or where that month is shorter. */
export function monthsBefore(date: CalendarDate, months: number): CalendarDate {
  const total = date.year * 12 + (date.month - 1) - months;
  const [year, month] = [Math.floor(total / 12), (total % 12) + 1];
  const last = daysInMonth(year, month);
  return { year, month, day: isMonthEnd(date) ? last : Math.min(date.day, last) };
}

function dayNumber({ year, month, day }: CalendarDate): number {
  return Date.UTC(year, month - 1, day) / MILLISECONDS_A_DAY;
}
