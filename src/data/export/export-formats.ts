/**
 * The rows that other frameworks read, made from ours. Read from verl 0.9.1, OpenRLHF 0.11.2, TRL 1.16 and LLaMA-Factory 0.9.5; where
 * they leave names open, they are those of each framework's defaults. Every row keeps id, source and licence.
 */

import type { ChatMessage } from '../../core/trace.ts';

export const exportFormats = ['verl', 'openrlhf', 'trl', 'llamafactory'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Where a row comes from. */
export interface Provenance {
  id: string;
  source: string;
  split: string;
  language: string;
  category: string;
  licence: string;
}

export interface FormatSpec {
  extension: 'parquet' | 'jsonl';
  sft: {
    columns: Readonly<Record<string, string>>;
    row: (messages: ChatMessage[], from: Provenance) => object;
  };
  /** Null: the framework has no stage that rewards answers by their labels. `index` counts the rows of a file. */
  rl: {
    columns: Readonly<Record<string, string>>;
    row: (prompt: ChatMessage[], label: string, from: Provenance, index: number) => object;
  } | null;
}

const MESSAGES = 'STRUCT("role" VARCHAR, content VARCHAR)[]';
const TEXT = 'VARCHAR';
const provenance = { id: TEXT, source: TEXT, language: TEXT, category: TEXT, licence: TEXT };

/** Without the split, which the file's name says. */
const told = ({ id, source, language, category, licence }: Provenance) => ({
  ...{ id, source, language, category, licence },
});

const chat: FormatSpec['sft'] = {
  columns: { messages: MESSAGES, ...provenance },
  row: (messages, from) => ({ messages, ...told(from) }),
};

export const formatSpecs: Readonly<Record<ExportFormat, FormatSpec>> = {
  verl: {
    extension: 'parquet',
    sft: chat,
    rl: {
      columns: {
        data_source: TEXT,
        prompt: MESSAGES,
        ability: TEXT,
        reward_model: 'STRUCT(style VARCHAR, ground_truth VARCHAR)',
        extra_info:
          'STRUCT(split VARCHAR, "index" BIGINT, id VARCHAR, source VARCHAR, "language" VARCHAR, category VARCHAR, licence VARCHAR)',
      },
      row: (prompt, ground_truth, from, index) => ({
        data_source: from.source,
        prompt,
        ability: from.category,
        reward_model: { style: 'rule', ground_truth },
        extra_info: { split: from.split, index, ...told(from) },
      }),
    },
  },
  openrlhf: {
    extension: 'jsonl',
    sft: chat,
    rl: {
      columns: { messages: MESSAGES, label: TEXT, datasource: TEXT, ...provenance },
      row: (prompt, label, from) => ({
        messages: prompt,
        label,
        datasource: from.source,
        ...told(from),
      }),
    },
  },
  trl: {
    extension: 'parquet',
    sft: {
      columns: { prompt: MESSAGES, completion: MESSAGES, ...provenance },
      row: (messages, from) => ({
        prompt: messages.slice(0, -1),
        completion: messages.slice(-1),
        ...told(from),
      }),
    },
    rl: {
      columns: { prompt: MESSAGES, label: TEXT, ...provenance },
      row: (prompt, label, from) => ({
        prompt,
        label,
        ...told(from),
      }),
    },
  },
  llamafactory: { extension: 'jsonl', sft: chat, rl: null },
};
