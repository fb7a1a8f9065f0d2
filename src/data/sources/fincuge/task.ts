/** What a FinCUGE task says of one row: its texts, what is asked, and the gold. */

import type { z } from 'zod';

import type { Question } from '../../../core/question.ts';
import type { Intake } from '../../intake.ts';
import type { NoGold } from '../exam-gold.ts';
import { readJsonArray } from '../json-array.ts';
import type { DataFile } from '../locate.ts';

export interface Item {
  /** Tells the questions of one row apart; absent where there is only one. */
  part?: string;
  texts: readonly string[];
  question: string;
  gold: NonNullable<Question['reference']> | NoGold;
}

export interface Task {
  /** Upstream's folder and the category of the questions. */
  name: string;
  rows(file: DataFile, intake: Intake): AsyncGenerator<{ index: number; items: readonly Item[] }>;
}

/** A task whose rows are lists of the form `schema`; rows of another form are quarantined. */
export function defineTask<T>(name: string, schema: z.ZodType<T>, read: (row: T) => readonly Item[]): Task {
  return {
    name,
    async *rows(file, intake) {
      for await (const { index, value } of readJsonArray(file, schema, 'fincuge', intake)) {
        yield { index, items: read(value) };
      }
    },
  };
}
