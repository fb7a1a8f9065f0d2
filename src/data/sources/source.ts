/**
 * Source: a data set of the outside world read as Questions. One file a source, `index.ts` lists them by id.
 */

import type { Question, Split } from '../../core/question.ts';
import type { Intake } from '../intake.ts';

export interface ReadOptions {
  /** The directory that holds the data sets' own folders. */
  dataDir: string;
  splits: readonly Split[];
  /** Where broken and doubtful rows are reported. */
  intake: Intake;
}

export interface Source {
  /** Equals `Question.source` of everything it yields. */
  id: string;
  /** Where the data comes from, for the data card. */
  home: string;
  licence: string;
  read(options: ReadOptions): AsyncIterable<Question>;
}
