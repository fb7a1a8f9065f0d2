/** The sets of a data set written as another framework's files, each row accounted for. */

import { join } from 'node:path';
import { z } from 'zod';
import { FinR1Error } from '../../core/errors.ts';
import { questionSchema, type Question } from '../../core/question.ts';
import type { ChatMessage } from '../../core/trace.ts';
import { rowId } from '../build/dataset-rows.ts';
import { quoted, withDuckDB } from '../build/duckdb-session.ts';
import { formatSpecs, type ExportFormat, type Provenance } from './export-formats.ts';
import { parquetRows } from './parquet-rows.ts';
import { unrewardable } from './rewardable.ts';
import { SplitFiles, type ExportedFile } from './split-files.ts';

export interface SetOptions {
  /** Holds `sft.parquet` and `rl.parquet`. */
  directory: string;
  format: ExportFormat;
  /** As in recipes: `rejected` is the RL set; `objective` also the questions of the SFT set that a rule can decide. */
  questions: 'rejected' | 'objective';
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

/** SFT rows, RL rows, and the SFT set's questions that are rewarded too. */
export async function writeSets(options: SetOptions, folder: string): Promise<ExportedSets> {
  const { directory, format, questions, signal, onProgress } = options;
  const { extension, sft, rl } = formatSpecs[format];
  const [sftPath, rlPath] = [join(directory, 'sft.parquet'), join(directory, 'rl.parquet')];
  const files: ExportedFile[] = [];
  const accounts: SetAccount[] = [];
  await withDuckDB(join(folder, 'spill'), async (connection) => {
    const [sftRows, rlRows] = [await count(sftPath), await count(rlPath)];
    const total = sftRows + rlRows + (rl !== null && questions === 'objective' ? sftRows : 0);
    let done = 0;

    const sftFiles = new SplitFiles({ folder, set: 'sft', extension, columns: sft.columns });
    const rlFiles = new SplitFiles({ folder, set: 'rl', extension, columns: rl?.columns ?? {} });
    try {
      const sftColumns = `id, source, split, language, category, licence, messages`;
      await take(
        'sft.parquet',
        'sft',
        `SELECT ${sftColumns} FROM ${table(sftPath)}`,
        sftPath,
        async (row) => {
          const [id, source, split, language, category, licence, messages] = row.map(String) as Cells;
          const from = { id, source, split, language, category, licence };
          const chat: ChatMessage[] = messagesSchema.parse(JSON.parse(messages));
          await sftFiles.append(split, () => sft.row(chat, from));
          return null;
        },
      );
      files.push(...(await sftFiles.finish()));
      if (rl === null) {
        const why = 'the framework has no stage that rewards answers by their labels';
        accounts.push({
          from: 'rl.parquet',
          set: 'rl',
          read: rlRows,
          written: 0,
          leftOut: { [why]: rlRows },
        });
        return;
      }
      const reward = async (question: Question): Promise<string | null> => {
        const why = unrewardable(question);
        if (why !== null) return why;
        const from = provenanceOf(question);
        await rlFiles.append(question.split, (index) => rl.row(question, from, index));
        return null;
      };
      await take('rl.parquet', 'rl', `SELECT question_json FROM ${table(rlPath)}`, rlPath, ([json]) =>
        reward(parseQuestion(json)),
      );
      if (questions === 'objective') {
        let last: unknown;
        const query = `SELECT question_json, position, position IN (SELECT position FROM ${table(rlPath)}) FROM ${table(sftPath)}`;
        await take('sft.parquet', 'rl', query, sftPath, async ([json, position, isRejected]) => {
          // Samples of one question stand together.
          const isSame = position === last;
          last = position;
          if (isSame) return 'another sample of a question';
          return isRejected === true ? 'in rl.parquet too' : reward(parseQuestion(json));
        });
      }
      files.push(...(await rlFiles.finish()));
    } catch (error) {
      for (const open of [sftFiles, rlFiles]) open.abandon();
      throw error;
    }

    async function take(
      from: SetAccount['from'],
      set: SetAccount['set'],
      query: string,
      path: string,
      each: (row: unknown[]) => Promise<string | null>,
    ): Promise<void> {
      const leftOut: Record<string, number> = {};
      let [read, written] = [0, 0];
      for await (const row of parquetRows(connection, query, path)) {
        const why = await each(row);
        if (why === null) written++;
        else leftOut[why] = (leftOut[why] ?? 0) + 1;
        read++;
        onProgress(++done, total);
        if (read % TURN_ROWS === 0) signal.throwIfAborted();
      }
      accounts.push({ from, set, read, written, leftOut });
    }

    async function count(path: string): Promise<number> {
      const reader = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${table(path)}`);
      return Number(reader.getRows()[0]?.[0]);
    }
  });
  requireBalance(files, accounts);
  return { files, accounts };
}

const TURN_ROWS = 256;
type Cells = [string, string, string, string, string, string, string];
const table = (path: string): string => `read_parquet(${quoted(path)})`;
const parseQuestion = (json: unknown): Question => questionSchema.parse(JSON.parse(String(json)));

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
