/**
 * Which fields of a metric row become curves, in which order and beside what: names as in `src/train`, titles in `text/runs.*.ts`.
 * A number that is not known here is shown too, under its own name, among the last.
 */

/** `share`: 0…1, shown in percent. */
export type MeasureForm = 'share' | 'value' | 'seconds';

/** `learning`: is it getting better? `health`: is it going well? `pace`: how fast, and by which settings. */
export type MeasurePart = 'learning' | 'health' | 'kinds' | 'pace';

export interface Measure {
  /** A field of the row; of a field inside of it, with a dot: `losses.pairs`. */
  key: string;
  part: MeasurePart;
  form: MeasureForm;
}

const shares = [
  'accuracy',
  'formatRate',
  'groundedMean',
  'truncatedShare',
  'zeroVarianceShare',
  'clippedShare',
];
const seconds = ['seconds', 'sampleSeconds'];

const known: Readonly<Record<Exclude<MeasurePart, 'kinds'>, readonly string[]>> = {
  learning: ['rewardMean', 'accuracy', 'formatRate', 'groundedMean', 'loss', 'heldOutLoss'],
  health: [
    ...['completionTokensMean', 'truncatedShare', 'zeroVarianceShare', 'emptyGroups', 'entropy', 'kl'],
    ...['gradNorm', 'clippedShare', 'logprobGapMean', 'logprobGapMax'],
    ...['ratioMean', 'ratioMax', 'stepsOffPolicy'],
  ],
  pace: [
    ...['learningRate', 'tokensPerSecond', 'seconds', 'sampleSeconds', 'tokens', 'updates', 'samples'],
    ...['completionTokens', 'documents', 'learntTokens', 'phase'],
  ],
};

/** Fields that hold numbers by name; verdicts have a chart of their own (`outcomes.ts`). */
const nested: Readonly<Record<string, MeasurePart>> = { losses: 'kinds' };

type Row = Readonly<Record<string, unknown>>;

/** Keys of the numbers in a row. */
export function measuredIn(row: Row): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    if (typeof value === 'number') return name === 'step' ? [] : [name];
    if (!(name in nested) || !isRow(value)) return [];
    return Object.keys(value).flatMap((inner) =>
      typeof value[inner] === 'number' ? `${name}.${inner}` : [],
    );
  });
}

/** Measures in the order in which they are shown. */
export function measuresOf(keys: Iterable<string>): Measure[] {
  const ordered = [...known.learning, ...known.health, ...known.pace];
  const place = (key: string): number => (ordered.includes(key) ? ordered.indexOf(key) : ordered.length);
  return [...new Set(keys)]
    .sort((a, b) => place(a) - place(b))
    .map((key) => ({ key, part: partOf(key), form: formOf(key) }));
}

/** What a row holds under a key; null where there is no number. */
export function valueOf(row: Row, key: string): number | null {
  const [name = '', inner] = key.split(/\.(.*)/s);
  const value = row[name];
  const found = inner === undefined ? value : isRow(value) ? value[inner] : undefined;
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

function partOf(key: string): MeasurePart {
  const [name = '', inner] = key.split('.');
  if (inner !== undefined) return nested[name] ?? 'pace';
  return (['learning', 'health'] as const).find((part) => known[part].includes(key)) ?? 'pace';
}

function formOf(key: string): MeasureForm {
  if (shares.includes(key)) return 'share';
  return seconds.includes(key) ? 'seconds' : 'value';
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
