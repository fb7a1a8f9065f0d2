/**
 * The formats that a workbook uses by number without writing them down (ECMA-376, 18.8.30). Where the format follows the computer that
 * shows it, dates are written year-month-day, which no reader takes for another day, and 27–36 and 50–58 as in simplified Chinese.
 */

const GENERAL = 'General';
const YEAR_MONTH = 'yyyy"年"m"月"';
const MONTH_DAY = 'm"月"d"日"';
const HOUR_MINUTE = 'h"时"mm"分"';
const HOUR_MINUTE_HALF = '上午/下午h"时"mm"分"';
const HALF_SECOND = '上午/下午h"时"mm"分"ss"秒"';
const FULL = 'yyyy"年"m"月"d"日"';

const formats: Readonly<Record<number, string>> = {
  ...{ 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00' },
  ...{ 5: '"$"#,##0;("$"#,##0)', 6: '"$"#,##0;("$"#,##0)', 7: '"$"#,##0.00;("$"#,##0.00)' },
  ...{ 8: '"$"#,##0.00;("$"#,##0.00)', 9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??' },
  ...{ 14: 'yyyy-mm-dd', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM' },
  ...{ 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy-mm-dd h:mm' },
  ...{ 27: YEAR_MONTH, 28: MONTH_DAY, 29: MONTH_DAY, 30: 'yyyy-mm-dd', 31: FULL, 32: HOUR_MINUTE },
  ...{ 33: 'h"时"mm"分"ss"秒"', 34: HOUR_MINUTE_HALF, 35: HALF_SECOND, 36: YEAR_MONTH },
  ...{ 37: '#,##0;(#,##0)', 38: '#,##0;(#,##0)', 39: '#,##0.00;(#,##0.00)', 40: '#,##0.00;(#,##0.00)' },
  ...{ 41: '#,##0;(#,##0);"-"', 42: '"$"#,##0;("$"#,##0);"$-"' },
  ...{ 43: '#,##0.00;(#,##0.00);"-"', 44: '"$"#,##0.00;("$"#,##0.00);"$-"' },
  ...{ 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@' },
  ...{ 50: YEAR_MONTH, 51: MONTH_DAY, 52: YEAR_MONTH, 53: MONTH_DAY, 54: MONTH_DAY },
  ...{ 55: HOUR_MINUTE_HALF, 56: HALF_SECOND, 57: YEAR_MONTH, 58: MONTH_DAY },
};

export function builtinFormat(id: number): string {
  return formats[id] ?? GENERAL;
}
