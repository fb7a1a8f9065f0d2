/** What several benchmarks state in the same words: how an answer is read, and when two are the same. Carried out in `verify/`. */

const place = 'what stands between <answer> and </answer>, the last \\boxed{} of it where there is one';

export const extraction = {
  number: `${place}; then the one number that the text gives as its answer`,
  choice: `${place}; then the letters that stand alone or are marked as the answer, else the option whose text it is`,
  label: `${place}; then the only label that is named there in one of its accepted spellings`,
  boolean: `${place}; then yes or no, or a statement that something is or is not compliant`,
  text: `${place}, whole`,
} as const;

const rounding = 'equal within half a unit of the last digit that the coarser of the two prints, same sign';

export const tolerance = {
  decimal: `${rounding}; a percent sign means a hundredth, a bare number stands for itself: 14.46 is wrong for 0.1446`,
  percent: `${rounding}; percentages count in percent: 14.5 and 14.5% are the same`,
  letters: 'exactly the same letters, in any order',
  same: 'the same class',
  judge:
    'equal text after normalising, else what the judge says; without a judge such questions have no verdict',
} as const;
