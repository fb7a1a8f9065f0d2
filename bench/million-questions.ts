/**
 * A million questions in two languages as one JSONL file, some of them leaked from a few thousand evaluated ones, for
 * `npm run bench -- pipeline`. Words are drawn at random, so that no two texts are alike unless they were made to be.
 */

import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Question } from '../src/core/question.ts';
import { Random } from '../src/core/random.ts';

/** How an evaluated question comes back among the training questions. */
export const leakKinds = ['exact', 'normalised', 'excerpt', 'edited'] as const;
export type LeakKind = (typeof leakKinds)[number];

/** What both files' questions say. A planted question's id begins with `planted-KIND-`. */
interface QuestionRow {
  id: string;
  document: string;
  language: 'en' | 'zh';
  context: string;
  question: string;
  answer: string;
}

export interface QuestionFiles {
  /** Where the training questions go. */
  questions: string;
  /** Where the evaluated ones go. */
  evaluated: string;
}

export interface QuestionCounts {
  questions: number;
  evaluated: number;
  /** Of each kind. */
  leaks: number;
}

const SEED = 1;
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');
const FIRST_CHARACTER = 0x4e00;
const CHARACTERS = 3500;
const LINES_A_CHUNK = 500;

export async function writeQuestionFiles(files: QuestionFiles, counts: QuestionCounts): Promise<void> {
  const every = Math.floor(counts.questions / (counts.leaks * leakKinds.length));
  await writeRows(files.evaluated, counts.evaluated, (index) => questionRow('evaluated', index));
  await writeRows(files.questions, counts.questions, (index) => {
    const nth = index / every;
    const kind = leakKinds[nth % leakKinds.length];
    const leak = Math.floor(nth / leakKinds.length);
    if (kind === undefined || leak >= counts.leaks) return questionRow('training', index);
    // No evaluated question leaks twice.
    return planted(kind, (leak * leakKinds.length + leakKinds.indexOf(kind)) % counts.evaluated);
  });
}

async function writeRows(path: string, rows: number, row: (index: number) => QuestionRow): Promise<void> {
  function* chunks(): Generator<string> {
    for (let from = 0; from < rows; from += LINES_A_CHUNK) {
      const length = Math.min(LINES_A_CHUNK, rows - from);
      yield Array.from({ length }, (_, index) => `${JSON.stringify(questionOf(row(from + index)))}\n`).join(
        '',
      );
    }
  }
  await pipeline(chunks(), createWriteStream(path));
}

/** The gold program is the figure itself: the offline teacher teaches it where the text holds it, and else it is for RL. */
function questionOf({ id, document, language, context, question, answer }: QuestionRow): Question {
  return {
    ...{
      id,
      source: 'own',
      split: 'train',
      language,
      category: 'figure',
      licence: 'CC0-1.0',
      cluster: document,
    },
    texts: [{ id: 'context', text: context }],
    ...{ tables: [], history: [], question, program: answer },
    reference: { kind: 'number', value: Number(answer), unit: 'plain', tolerance: 0 },
  };
}

/** 300 bytes to 2 KB; of each language as many. */
function questionRow(part: string, index: number): QuestionRow {
  const random = Random.derive(SEED, part, index);
  const language = index % 2 === 0 ? 'en' : 'zh';
  const length = random.int(0, 100);
  const answer = random.int(100, 999_999) / 100;
  const [context, question] =
    language === 'en'
      ? [english(random, 25 + 2 * length), `What is the ${english(random, 12)}?`]
      : [chinese(random, 60 + 5 * length), `请问${chinese(random, 24)}是多少？`];
  const figure = index % 3 === 0 ? '' : ` = ${answer} .`;
  return {
    id: `${part}-${index}`,
    document: `${part}-document-${index}`,
    language,
    context: context + figure,
    question,
    answer: `${answer}`,
  };
}

function english(random: Random, words: number): string {
  return Array.from({ length: words }, () =>
    random.chance(0.05)
      ? String(random.int(1, 9999))
      : random.pick(SYLLABLES) + random.pick(SYLLABLES) + random.pick(SYLLABLES),
  ).join(' ');
}

function chinese(random: Random, characters: number): string {
  return Array.from({ length: characters }, () =>
    random.chance(0.05) ? '，' : String.fromCharCode(FIRST_CHARACTER + random.int(0, CHARACTERS - 1)),
  ).join('');
}

function planted(kind: LeakKind, of: number): QuestionRow {
  const original = questionRow('evaluated', of);
  const row = { ...original, id: `planted-${kind}-${of}`, document: `planted-document-${of}` };
  const random = Random.derive(SEED, 'planted', of);
  switch (kind) {
    case 'exact':
      return row;
    case 'normalised':
      return { ...row, context: respelt(row.context), question: respelt(row.question) };
    case 'excerpt': {
      const other = questionRow('other', of - (of % 2) + (original.language === 'en' ? 0 : 1));
      return { ...row, context: `${other.context} ${row.context}`, question: row.question };
    }
    case 'edited':
      return { ...row, context: edited(random, row.context) };
  }
}

/** Another case, other blanks, full-width digits. */
function respelt(text: string): string {
  const wide = (digit: string): string => String.fromCharCode(digit.charCodeAt(0) + 0xfee0);
  return text.toUpperCase().replaceAll(' ', '  ').replace(/\d/g, wide);
}

/** One word, or character, in fifty is another. */
function edited(random: Random, text: string): string {
  const isEnglish = text.includes(' ');
  const parts = text.split(isEnglish ? ' ' : '');
  const changed = parts.map((part) =>
    random.chance(0.02) ? (isEnglish ? english : chinese)(random, 1) : part,
  );
  return changed.join(isEnglish ? ' ' : '');
}
