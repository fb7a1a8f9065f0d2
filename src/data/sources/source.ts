/**
 * Source: a data set of the outside world read as Questions. One file a source, `index.ts` lists them by id.
 */

import type { Question, ReferenceKind, Split, UnitConvention } from '../../core/question.ts';
import type { Intake } from '../intake.ts';

export interface ReadOptions {
  /** The directory that holds the data sets' own folders. */
  dataDir: string;
  splits: readonly Split[];
  /** FinQA: `gold` leaves only the sentences that the annotators marked as evidence. */
  evidence?: 'gold';
  /** Where broken and doubtful rows are reported. */
  intake: Intake;
}

/** The paper's modules (v5, Table 3). */
export const modules = ['advanced business', 'basic business', 'professional', 'code'] as const;
export type Module = (typeof modules)[number];

/** A file of the official release and where it is put, both relative. */
export interface PulledFile {
  /** Path in the repository. `*` stands for any part of one name. */
  path: string;
  /** Name below `<data-dir>/<source id>/`; a name that ends with `/` is a folder, where files keep their own names. */
  to: string;
}

/** Where `data pull` fetches a data set. A revision is a commit, so that the same files come for ever. */
export type Home =
  | { at: 'huggingface'; repo: string; revision: string; files: readonly PulledFile[] }
  | { at: 'github'; repo: string; revision: string; files: readonly PulledFile[] }
  /** Never released: `slot` says which file of one's own is read, and in which form. */
  | { at: 'closed'; slot: string }
  /** One's own files; nothing to fetch. */
  | { at: 'own' };

export interface Source {
  /** Equals `Question.source` of everything it yields, and names its folder in the data directory. */
  id: string;
  /** What it is, in a few words: `numeric questions on annual reports`. */
  title: string;
  /** The module of the paper's data set it belongs to; null for sources that the paper does not have. */
  module: Module | null;
  home: Home;
  /** SPDX name; `unknown` where the release names none. */
  licence: string;
  languages: readonly Question['language'][];
  /** The splits that carry golds. */
  splits: readonly Split[];
  kinds: readonly ReferenceKind[];
  /** How its numbers are written; null where it has none. */
  unit: UnitConvention | null;
  read(options: ReadOptions): AsyncIterable<Question>;
}

/** The page of a data set for people; null for files of one's own. */
export function homePage(home: Home): string | null {
  switch (home.at) {
    case 'huggingface':
      return `https://huggingface.co/datasets/${home.repo}`;
    case 'github':
      return `https://github.com/${home.repo}`;
    case 'closed':
    case 'own':
      return null;
  }
}
