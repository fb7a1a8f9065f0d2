/** The sets of a data set written as another framework's files, each row accounted for. */

import { join } from 'node:path';
import { z } from 'zod';
import { FinR1Error } from '../../core/errors.ts';
import { questionSchema, type Question } from '../../core/question.ts';
import { withSystemPrompt } from '../../core/system-prompt.ts';
import type { ChatMessage } from '../../core/trace.ts';
import { rowId } from '../build/dataset-rows.ts';
import { quoted, withDuckDB } from '../build/duckdb-session.ts';
import { formatSpecs, type ExportFormat, type Provenance } from './export-formats.ts';
import { renderMessages } from '../prompt.ts';
import { parquetRows } from './parquet-rows.ts';
import { rewardLabel } from './reward-label.ts';
import { unrewardable } from './rewardable.ts';
import { SplitFiles, type ExportedFile } from './split-files.ts';

export interface SetOptions {
  /** Holds `sft.parquet` and `rl.parquet`. */
  directory: string;
  format: ExportFormat;
  /** As in recipes: `rejected` is the RL set; `objective` also the questions of the SFT set that a rule can decide. */
  questions: 'rejected' | 'objective';
  /** What stands before every prompt, as in recipes. */
  systemPrompt?: string | undefined;
  signal: AbortSignal;
  /** Rows read so far, of all. */
  onProgress: (done: number, total: number) => void;
}

/** Rows read from one file for one set, and what became of them. */
export interface SetAccount {
  from: 'sft.parquet' | 'rl.parquet';
  set: 'sft' | 'rl';
  read: number;
  written: number;
  /** By reason. */
  leftOut: Readonly<Record<string, number>>;
}

export interface ExportedSets {
  files: ExportedFile[];
  accounts: SetAccount[];
}

const messagesSchema = z
  .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
  .min(2);

type Row = unknown[];
/** Why a row was left out; null: it was written. */
type Take = (row: Row) => Promise<string | null>;

const TURN_ROWS = 256;
const SFT_COLUMNS = 'id, source, split, language, category, licence, messages';
const NO_STAGE = 'the framework has no stage that rewards answers by their labels';

/** SFT rows, RL rows, and the SFT set's questions that are rewarded too, below `folder`. @throws InputError for a file that cannot be read. */
export async function writeSets(options: SetOptions, folder: string): Promise<ExportedSets> {
  const { format, systemPrompt } = options;
  const { extension, sft, rl } = formatSpecs[format];
  const [sftPath, rlPath] = [join(options.directory, 'sft.parquet'), join(options.directory, 'rl.parquet')];
  const [sftRows, rlRows] = [await countParquet(sftPath, folder), await countParquet(rlPath, folder)];
  const isObjective = rl !== null && options.questions === 'objective';
  const reader = new Reader(
    options,
    folder,
    sftRows + (rl === null ? 0 : rlRows) + (isObjective ? sftRows : 0),
  );
  const sftFiles = new SplitFiles({ folder, set: 'sft', extension, columns: sft.columns });
  const rlFiles = new SplitFiles({ folder, set: 'rl', extension, columns: rl?.columns ?? {} });
  try {
    await reader.read('sft.parquet', 'sft', `SELECT ${SFT_COLUMNS} FROM ${table(sftPath)}`, async (row) => {
      const [id, source, split, language, category, licence, messages] = row.map(String) as Cells;
      const chat: ChatMessage[] = messagesSchema.parse(JSON.parse(messages));
      const asked = withSystemPrompt(chat, systemPrompt);
      await sftFiles.append(split, () => sft.row(asked, { id, source, split, language, category, licence }));
      return null;
    });
    if (rl === null) reader.leaveOut('rl.parquet', 'rl', rlRows, NO_STAGE);
    else {
      const reward: Take = async ([json]) => {
        const question = questionSchema.parse(JSON.parse(String(json)));
        const why = unrewardable(question);
        if (why !== null) return why;
        const from = provenanceOf(question);
        const prompt = withSystemPrompt(renderMessages(question), systemPrompt);
        const label = rewardLabel(question);
        await rlFiles.append(question.split, (index) => rl.row(prompt, label, from, index));
        return null;
      };
      await reader.read('rl.parquet', 'rl', `SELECT question_json FROM ${table(rlPath)}`, reward);
      const rejected = `position IN (SELECT position FROM ${table(rlPath)})`;
      const query = `SELECT question_json, position, ${rejected} FROM ${table(sftPath)}`;
      if (isObjective) await reader.read('sft.parquet', 'rl', query, onceEach(reward));
    }
    const files = [...(await sftFiles.finish()), ...(await rlFiles.finish())];
    requireBalance(files, reader.accounts);
    return { files, accounts: reader.accounts };
  } finally {
    for (const files of [sftFiles, rlFiles]) files.close();
  }
}

/** Samples of one question stand together. */
function onceEach(take: Take): Take {
  let last: unknown;
  return async (row) => {
    const [, position, isRejected] = row;
    if (position === last) return 'another sample of a question';
    last = position;
    return isRejected === true ? 'in rl.parquet too' : take(row);
  };
}

class Reader {
  readonly accounts: SetAccount[] = [];
  readonly #options: SetOptions;
  readonly #folder: string;
  readonly #total: number;
  #done = 0;

  constructor(options: SetOptions, folder: string, total: number) {
    this.#options = options;
    this.#folder = folder;
    this.#total = total;
  }

  async read(from: SetAccount['from'], set: SetAccount['set'], query: string, take: Take): Promise<void> {
    const { directory, signal, onProgress } = this.#options;
    const leftOut: Record<string, number> = {};
    let [read, written] = [0, 0];
    await withDuckDB(join(this.#folder, 'spill'), async (connection) => {
      for await (const row of parquetRows(connection, query, join(directory, from))) {
        const why = await take(row);
        if (why === null) written++;
        else leftOut[why] = (leftOut[why] ?? 0) + 1;
        onProgress(++this.#done, this.#total);
        if (++read % TURN_ROWS === 0) signal.throwIfAborted();
      }
    });
    this.accounts.push({ from, set, read, written, leftOut });
  }

  leaveOut(from: SetAccount['from'], set: SetAccount['set'], rows: number, why: string): void {
    const leftOut = rows === 0 ? {} : { [why]: rows };
    this.accounts.push({ from, set, read: rows, written: 0, leftOut });
  }
}

type Cells = [string, string, string, string, string, string, string];
const table = (path: string): string => `read_parquet(${quoted(path)})`;

function countParquet(path: string, folder: string): Promise<number> {
  return withDuckDB(join(folder, 'spill'), async (connection) => {
    const reader = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${table(path)}`);
    return Number(reader.getRows()[0]?.[0]);
  });
}

function provenanceOf(question: Question): Provenance {
  const { source, split, language, category, licence } = question;
  return { id: rowId(question), source, split, language, category, licence };
}

/** What the files hold, as read back from them, must be what was read less what was left out. */
function requireBalance(files: readonly ExportedFile[], accounts: readonly SetAccount[]): void {
  for (const set of ['sft', 'rl'] as const) {
    const held = files.filter((file) => file.set === set).reduce((sum, { rows }) => sum + rows, 0);
    const written = accounts.filter((one) => one.set === set).reduce((sum, one) => sum + one.written, 0);
    if (held === written) continue;
    throw new FinR1Error(
      'export-count',
      `the ${set} files of the export hold ${held} rows, but ${written} were written`,
      { hint: 'Export again; if it happens again, it is a fault of fin-r1.' },
    );
  }
}
