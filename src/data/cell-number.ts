/**
 * The number printed in a cell or in a program argument, by FinQA's rules.
 *
 * Text before an opening parenthesis counts (`-2 ( 2 )` is −2, `27% ( 27 % )` is 0.27): the parenthesis repeats the printed form.
 * A percent sign divides by 100. Departure from accounting habit: a bare `( 2 )` is no number here, because FinQA's own cleaning
 * has already put the sign in front.
 */

const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** The value of a printed number, percent signs applied; null when the text is no number. */
export function cellNumber(text: string): number | null {
  const printed = (text.split('(')[0] ?? '').replace(/[$,\s]/g, '');
  const percent = printed.endsWith('%');
  const digits = percent ? printed.slice(0, -1) : printed;
  if (!NUMBER.test(digits)) return null;
  return percent ? Number(digits) / 100 : Number(digits);
}
