/** The difficulty dial of FinSim. */

import { InputError } from '../../core/errors.ts';

export interface Difficulty {
  /** Rows of a company table, 3–5 (fewer would leave some reasoning under three steps). */
  rows: number;
  /** Value columns: 2 = prior, current; 3 = budget too, which no question asks for. */
  columns: 2 | 3;
  /** Digits of a cell, 2 or 3. */
  digits: 2 | 3;
  /** Whether a change or difference may be negative. */
  falls: boolean;
  /** Whether sums may carry and differences borrow. */
  carries: boolean;
  /** Whether two cells of a table may begin with the same digit, so that the second digit cannot be told from the first. */
  sharedDigits: boolean;
}

export type DifficultyLevel = 1 | 2 | 3;

/** 1: what a nano model learns in minutes. 2: one row more, carries, negative changes, cells that begin alike. 3: 5 rows, 3 columns, 3 digits. */
export const difficultyLevels: Readonly<Record<DifficultyLevel, Difficulty>> = {
  1: { rows: 3, columns: 2, digits: 2, falls: false, carries: false, sharedDigits: false },
  2: { rows: 4, columns: 2, digits: 2, falls: true, carries: true, sharedDigits: true },
  3: { rows: 5, columns: 3, digits: 3, falls: true, carries: true, sharedDigits: true },
};

/** Nine digits can begin a number; two of them may go to values that a row is given in place of those drawn for it. */
const MOST_UNLIKE_CELLS = 7;

/** The dial's settings for a level, or the given settings when they are in range; throws InputError otherwise. */
export function resolveDifficulty(difficulty: DifficultyLevel | Difficulty = 1): Difficulty {
  const settings = typeof difficulty === 'number' ? difficultyLevels[difficulty] : difficulty;
  if (settings === undefined) {
    throw new InputError(`FinSim: difficulty ${JSON.stringify(difficulty)} does not exist`, {
      hint: 'Use 1, 2, 3 or { rows, columns, digits, falls, carries, sharedDigits }.',
    });
  }
  const { rows, columns, digits } = settings;
  if (!Number.isInteger(rows) || rows < 3 || rows > 5) {
    throw new InputError(`FinSim: difficulty.rows is ${rows}, not a whole number from 3 to 5`, {
      hint: 'Use 3.',
    });
  }
  if ((columns !== 2 && columns !== 3) || (digits !== 2 && digits !== 3)) {
    throw new InputError(
      `FinSim: difficulty has columns ${columns} and digits ${digits}; each must be 2 or 3`,
      {
        hint: 'Use 2 for both.',
      },
    );
  }
  if (!settings.sharedDigits && rows * columns > MOST_UNLIKE_CELLS) {
    throw new InputError(
      `FinSim: ${rows} rows of ${columns} cells cannot all begin with a digit of their own`,
      {
        hint: 'Use 3 rows and 2 columns, or sharedDigits: true.',
      },
    );
  }
  return settings;
}
