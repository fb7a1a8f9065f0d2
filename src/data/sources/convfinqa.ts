/**
 * ConvFinQA (Chen et al., EMNLP 2022): FinQA questions broken into conversations; one Question a turn. English, MIT, units `decimal`.
 *
 * Reads two formats below `convfinqa/`:
 * - `{split}_turn.json`, the official turn file: FinQA's page fields and `annotation {cur_dial, cur_program, exe_ans, exe_ans_list}`;
 * - `{split}*_dialogues.json`, Program-of-Thoughts' format: `{id, questions, answer, text, table, programs}` with Python programs and
 *   the last turn's answer only. Earlier golds are the executed programs; the last one must agree with `answer`.
 * History holds the *gold* answers of earlier turns, so that turns can be scored independently. The test split has no gold.
 * Cluster: the page of the filing, named as in FinQA, so that both data sets share clusters.
 */

import { z } from 'zod';

import type { Question, Split, Table, TextBlock, Turn } from '../../core/question.ts';
import { goldText } from '../gold-text.ts';
import { programCategory } from '../program-category.ts';
import { parseProgram } from '../program-parse.ts';
import { programFromPython } from '../program-python.ts';
import { executeProgram, ProgramError } from '../program.ts';
import { readGold } from './finqa-gold.ts';
import { filingOf } from './finqa.ts';
import { readJsonArray } from './json-array.ts';
import type { RecordPlace } from './jsonl.ts';
import { knownBadGold } from './known-bad-golds.ts';
import { listDataFiles, missingSplit } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const answer = z.union([z.number(), z.string()]);

const turnSchema = z.object({
  id: z.string(),
  pre_text: z.array(z.string()),
  post_text: z.array(z.string()),
  table: z.array(z.array(z.string())),
  annotation: z.object({
    cur_dial: z.array(z.string()).min(1),
    cur_program: z.string(),
    exe_ans: answer.nullish(),
    exe_ans_list: z.array(answer),
    turn_program: z.array(z.string()),
  }),
});

const dialogueSchema = z
  .object({
    id: z.string(),
    questions: z.array(z.string()).min(1),
    answer,
    text: z.string(),
    table: z.string(),
    programs: z.array(z.string()),
  })
  .refine((dialogue) => dialogue.programs.length === dialogue.questions.length, {
    error: 'as many programs as questions are needed',
  });

interface TurnRow {
  id: string;
  dialogue: string;
  split: Split;
  texts: TextBlock[];
  tables: Table[];
  question: string;
  history: Turn[];
  program: string;
  exeAns: number | string | null | undefined;
}

/** `Single_MRO/2007/page_134.pdf-1` → `MRO/2007/page_134.pdf`. */
function pageOf(dialogue: string): string {
  return filingOf(dialogue.replace(/^(Single|Double)_/, ''));
}

function toQuestion(row: TurnRow, { intake }: RecordPlace): Question | null {
  const bad = knownBadGold('convfinqa', row.id);
  const gold =
    bad === null
      ? readGold({ program: row.program, exeAns: row.exeAns, printed: undefined, tables: row.tables })
      : { excluded: 'gold known to be wrong', detail: bad };
  if ('excluded' in gold) {
    intake.exclude({ source: 'convfinqa', id: row.id, reason: gold.excluded, detail: gold.detail });
    return null;
  }
  const { id, split, texts, tables, history, question, program } = row;
  return {
    id,
    source: 'convfinqa',
    split,
    language: 'en',
    category: programCategory(gold.steps),
    licence: convfinqa.licence,
    cluster: pageOf(row.dialogue),
    texts,
    tables,
    history,
    question,
    reference: gold.reference,
    program,
  };
}

/** The answer to an earlier turn as the history shows it. */
function shownAnswer(question: string, program: string, tables: Table[]): string {
  const value = executeProgram(parseProgram(program), tables);
  const reference =
    typeof value === 'boolean'
      ? ({ kind: 'boolean', value } as const)
      : ({ kind: 'number', value, unit: 'decimal', tolerance: 0 } as const);
  return goldText({ question, program, tables, reference }) as string;
}

function quarantine(error: unknown, id: string, { source, file, line, intake }: RecordPlace): void {
  if (!(error instanceof ProgramError)) throw error;
  intake.quarantine({ source, file: file.name, line, reason: error.message, excerpt: id });
}

/** The dialogue format keeps a page as one string; sentences end in " . " after tokenisation. */
function sentences(text: string): TextBlock[] {
  return text
    .split(/(?<=(?<!\bu\.s) \.) /)
    .filter((sentence) => sentence.trim() !== '')
    .map((sentence, i) => ({ id: `text_${i}`, text: sentence.trim() }));
}

function* dialogueTurns(
  dialogue: z.infer<typeof dialogueSchema>,
  split: Split,
  place: RecordPlace,
): Generator<Question> {
  const rows = dialogue.table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  if (rows[0]?.[0] === '-') rows[0][0] = '';
  const tables = [{ id: 'table', rows }];
  const texts = sentences(dialogue.text);
  const history: Turn[] = [];
  for (const [turn, question] of dialogue.questions.entries()) {
    const program = programFromPython(dialogue.programs[turn] as string);
    const executed = executeProgram(parseProgram(program), tables);
    const isLast = turn === dialogue.questions.length - 1;
    const exeAns = isLast
      ? dialogue.answer
      : typeof executed === 'boolean'
        ? executed
          ? 'yes'
          : 'no'
        : executed;
    const id = `${dialogue.id}#${turn}`;
    const row = { id, dialogue: dialogue.id, split, texts, tables, question, program, exeAns };
    const made = toQuestion({ ...row, history: [...history] }, place);
    if (made !== null) yield made;
    history.push({ question, answer: shownAnswer(question, program, tables) });
  }
}

function officialTurn(record: z.infer<typeof turnSchema>, split: Split, place: RecordPlace): Question | null {
  const { cur_dial: dial, turn_program: programs, cur_program: program, exe_ans: exeAns } = record.annotation;
  const turn = dial.length - 1;
  const dialogue = record.id.replace(/_\d+$/, '');
  const tables = [{ id: 'table', rows: record.table }];
  const history = dial.slice(0, turn).map((question, i) => ({
    question,
    answer: shownAnswer(question, programs[i] ?? '', tables),
  }));
  return toQuestion(
    {
      id: `${dialogue}#${turn}`,
      dialogue,
      split,
      texts: [...record.pre_text, ...record.post_text].map((text, i) => ({ id: `text_${i}`, text })),
      tables,
      question: dial[turn] as string,
      history,
      program,
      exeAns,
    },
    place,
  );
}

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const turnFiles = await listDataFiles(dataDir, 'convfinqa', new RegExp(`^${split}_turn(_\\d+)?\\.json$`));
  const dialogueFiles = await listDataFiles(
    dataDir,
    'convfinqa',
    new RegExp(`^${split}(_\\d+)?_dialogues\\.json$`),
  );
  if (turnFiles.length + dialogueFiles.length === 0) {
    throw missingSplit(dataDir, 'convfinqa', split, `${split}_turn.json or ${split}_dialogues.json`);
  }
  for (const file of turnFiles) {
    for await (const { line, value: record } of readJsonArray(file, turnSchema, 'convfinqa', intake)) {
      const place = { source: 'convfinqa', file, line, intake };
      try {
        const question = officialTurn(record, split, place);
        if (question !== null) yield question;
      } catch (error) {
        quarantine(error, record.id, place);
      }
    }
  }
  // The official file holds the whole split; the dialogue format would only repeat it.
  if (turnFiles.length > 0) return;
  for (const file of dialogueFiles) {
    for await (const { line, value: dialogue } of readJsonArray(file, dialogueSchema, 'convfinqa', intake)) {
      const place = { source: 'convfinqa', file, line, intake };
      try {
        yield* dialogueTurns(dialogue, split, place);
      } catch (error) {
        quarantine(error, dialogue.id, place);
      }
    }
  }
}

export const convfinqa: Source = {
  id: 'convfinqa',
  title: 'FinQA as conversations, a question a turn',
  module: 'advanced business',
  home: {
    at: 'huggingface',
    repo: 'AdaptLLM/ConvFinQA',
    revision: 'a4f77bc00a9be8f65112f5101421cba97ceb7b63',
    files: [
      { path: 'train_turn.json', to: 'train_turn.json' },
      { path: 'dev_turn.json', to: 'dev_turn.json' },
    ],
  },
  licence: 'MIT',
  languages: ['en'],
  splits: ['train', 'dev'],
  kinds: ['number', 'boolean'],
  unit: 'decimal',
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
