/** Whether a number of a table stands in another row or column than the sentence names. Null in doubt, otherwise why. */

import { halfUnit, type ParsedNumber } from '../../number.ts';
import type { PlaceContext } from './place-context.ts';
import {
  cellAt,
  fitOf,
  isNamedEnough,
  isNamedNear,
  isOwnNamed,
  linesOf,
  namesBoth,
  namingOf,
  Said,
  type Line,
  type Place,
} from './place-lines.ts';
import { namedOn, type NamedTable } from './place-names.ts';
import { Words } from './place-words.ts';
import { magnitudes, type SourceEntry } from '../sources.ts';

/** Words of a clause whose number is worked out, not read off, unless the row is called so. */
const DERIVED =
  /\b(?:by|increas\w*|decreas\w*|change[sd]?|differences?|ratios?|margins?|growth|grew|rose|fell|declin\w*|shares?|percent\w*|per|averages?|sums?|more|than|times|half|return|turnover|coverage|multiple|yield|remaining|rest|combined|together|both|all)\b|[%≈]|增|降|升|差|率|占|均|合计|共|剩|其余|周转|倍/gi;

/**
 * @returns the reason where every one of the number's cells is in conflict with the sentence; empty where it speaks of something else
 */
export function misplacedInTable(
  tables: readonly NamedTable[],
  entries: readonly SourceEntry[],
  number: ParsedNumber,
  context: PlaceContext,
): string | null {
  const said = new Said(context);
  if (context.isListed) return null;
  let reason: string | null = null;
  for (const { origin } of entries) {
    if (origin.kind !== 'cell') return null;
    const named = tables.find(({ table }) => table.id === origin.table);
    if (named === undefined) return null;
    const place = { named, row: origin.row, column: origin.column };
    const own = wrongYear(place, number, context, said) ?? wrongName(place, number, context, said);
    if (own === null && !isElsewhere(place, context, said)) return null;
    reason ??= own;
  }
  return reason ?? '';
}

/** The sentence speaks of other lines than the cell's, so that it is not the one meant. */
function isElsewhere(place: Place, { year }: PlaceContext, said: Said): boolean {
  return linesOf(place).some(([{ axis, at }]) => {
    const label = axis.labels[at];
    if (label == null) return false;
    if (year !== null && label.years.length > 0 && !label.years.includes(year.value)) return true;
    if (axis.groups.length === 1) return false;
    const naming = namedOn(axis, said.near) ?? namedOn(axis, said.sentence);
    return naming !== null && naming !== 'several' && naming.group !== label.group;
  });
}

/** The sentence names the row, and a year for which the row has another number. */
function wrongYear(place: Place, number: ParsedNumber, context: PlaceContext, said: Said): string | null {
  const { year } = context;
  if (year === null) return null;
  for (const [dated, other] of linesOf(place)) {
    const label = dated.axis.labels[dated.at];
    if (label == null || label.years.length !== 1 || label.years[0] === year.value) continue;
    if (other.axis.labels[other.at]?.years.includes(year.value)) continue;
    const twins = (dated.axis.groups[label.group]?.members ?? []).filter((at) =>
      dated.axis.labels[at]?.years.includes(year.value),
    );
    const [twin] = twins;
    if (twin === undefined || twins.length > 1) continue;
    if (!isOwnNamed(other, said) || isDerived(context.before, [other.axis.labels[other.at]?.text ?? '']))
      continue;
    const target = cellAt(place, dated, twin);
    if (target === null || isIn(target.magnitudes, number)) continue;
    if ((!year.direct || context.isOperand) && saysNumber(context.step, target.text)) continue;
    return reasonOf(number, other, dated, twin, target.text);
  }
  return null;
}

/** The sentence names another row, or another column. */
function wrongName(place: Place, number: ParsedNumber, context: PlaceContext, said: Said): string | null {
  if (context.isOperand) return null;
  for (const [line, other] of linesOf(place)) {
    const label = line.axis.labels[line.at];
    if (label == null || line.axis.groups.length === 1) continue;
    const but = other.axis.groups[other.axis.labels[other.at]?.group ?? -1]?.words ?? [];
    const { naming, isNear, isHeading = false } = namingOf(line.axis, said, but);
    if (naming === null || naming === 'several' || naming.group === label.group) continue;
    const own = line.axis.groups[label.group]?.words ?? [];
    const words = line.axis.groups[naming.group]?.words ?? [];
    const [onlyOwn, onlyNamed] = [
      own.filter((word) => !words.includes(word)),
      words.filter((word) => !own.includes(word)),
    ];
    if (
      !naming.full &&
      (onlyNamed.length === 0 || !isNamedEnough(words, onlyNamed, isNear ? said.near : said.step))
    )
      continue;
    if ((isNear ? said.near : said.step).hasAny(onlyOwn)) continue;
    const fit = fitOf(other, context, said);
    if (fit === 'not') continue;
    if (
      !isNear &&
      (fit !== 'named' ||
        !isNamedNear(other, isHeading ? null : context.year, said) ||
        namesBoth(words, other.axis))
    )
      continue;
    if (!naming.full && (fit === 'unknown' || (own.length > 0 && new Words(context.earlier).hasAll(own))))
      continue;
    const members = (line.axis.groups[naming.group]?.members ?? []).filter((at) => {
      const years = line.axis.labels[at]?.years ?? [];
      return label.years.length === 0 || years.length === 0 || years.join() === label.years.join();
    });
    const across =
      fit === 'unknown'
        ? [...other.axis.labels.keys()].filter((at) => other.axis.labels[at] != null)
        : [other.at];
    const targets = members.flatMap((at) =>
      across.flatMap((cross) => {
        const cell = cellAt(place, line, at, cross);
        return cell === null ? [] : [{ at, ...cell }];
      }),
    );
    const [target] = targets;
    if (target === undefined || targets.some((cell) => isIn(cell.magnitudes, number))) continue;
    const names = [line.axis.labels[target.at]?.text ?? '', other.axis.labels[other.at]?.text ?? ''];
    if (isDerived(context.before, names)) continue;
    const around = isNear ? context.near : context.step;
    if (targets.some((cell) => saysNumber(around, cell.text))) continue;
    return reasonOf(number, other, line, target.at, target.text);
  }
  return null;
}

function isDerived(before: string, names: readonly string[]): boolean {
  const called = names.join(' ').toLowerCase();
  const own = /[^:：]*\p{L}[^:：]*$/u.exec(before)?.[0] ?? before;
  return ((/[:：]\s*$/.test(before) ? before : own).match(DERIVED) ?? []).some(
    (word) => !called.includes(word.toLowerCase()),
  );
}

function isIn(cell: readonly number[], number: ParsedNumber): boolean {
  const half = halfUnit(number) * (1 + 1e-9);
  const printed = Math.abs(number.value);
  return magnitudes(number).some((value) =>
    cell.some((other) => Math.abs(value - other) <= (printed === 0 ? half : (half * value) / printed)),
  );
}

/** True where the sentence also gives the number that belongs there. */
function saysNumber(sentence: string, cell: string): boolean {
  const digits = /\d[\d,]*(?:\.\d+)?/.exec(cell)?.[0];
  return (
    digits !== undefined &&
    [digits, digits.replaceAll(',', '')].some((own) =>
      new RegExp(`(?<![\\d.,])${own.replaceAll('.', '\\.')}(?!\\d)`).test(sentence),
    )
  );
}

function reasonOf({ raw }: ParsedNumber, other: Line, line: Line, at: number, given: string): string {
  const place = [other.axis.labels[other.at]?.text, line.axis.labels[at]?.text].filter(
    (text) => text !== undefined,
  );
  return `${raw} is not "${place.join(', ')}": that is ${given}`;
}
