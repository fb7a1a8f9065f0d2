/** Files as texts to check: documents, pages, mails with what they bring, messages of chats and tables. */

import { InputError, InterruptedError } from '../../../core/errors.ts';
import { charsetOf, decodeText } from '../../../documents/text/decode-text.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { chatMessages } from './chat.ts';
import { csvMessages } from './csv.ts';
import type { NamedFields } from './fields.ts';
import { docxText } from './docx.ts';
import { htmlText } from './html.ts';
import { jsonLineMessages, jsonMessages } from './json-messages.ts';
import { kindOf, type FileKind } from './kind.ts';
import { readMail } from './mail.ts';
import { pdfTexts } from './pages.ts';
import { withinLength } from './pieces.ts';
import type { OnUnreadable } from './unreadable.ts';
import { beginOf, sourceOf, wholeOf, type GivenBytes, type Source } from './source.ts';

export interface ReadTextsOptions {
  /** Columns or keys of messages, where they are not found by their names. */
  fields?: NamedFields;
  /** Told what was left out: pages without text, attachments that are not read. */
  onNote?: (note: string) => void;
  /** Told of each row of a table or of JSON that cannot be read, all others are; without it the first one is thrown. */
  onUnreadable?: OnUnreadable;
  signal?: AbortSignal;
}

function thrown(fault: InputError): void {
  throw fault;
}

/** Mails in mails. */
const DEEPEST = 4;

/**
 * The texts of a file, in its order; tables and JSON lines are streamed, whatever their size.
 * @param given a path, or bytes with a name
 * @throws InputError for a file that is missing, empty, damaged, too large, or of a kind that is not read.
 */
export async function* readTexts(
  given: string | GivenBytes,
  { fields = {}, onNote = () => {}, onUnreadable = thrown, signal }: ReadTextsOptions = {},
): AsyncGenerator<TextToCheck> {
  const source = sourceOf(given);
  const options = { fields, onNote, onUnreadable, ...(signal && { signal }) };
  let count = 0;
  for await (const text of textsOf(source, options, 0)) {
    if (signal?.aborted === true) throw new InterruptedError(`reading ${source.name} was stopped`);
    if (text.text.trim() === '') continue;
    count++;
    yield* withinLength(text);
  }
  if (count === 0)
    throw new InputError(`${source.name} holds no text`, { hint: 'Check that it is the right file.' });
}

type Options = Required<Omit<ReadTextsOptions, 'signal'>> & Pick<ReadTextsOptions, 'signal'>;

async function* textsOf(source: Source, options: Options, depth: number): AsyncGenerator<TextToCheck> {
  const kind = kindOf(source.name, await beginOf(source));
  if (kind === 'csv') return yield* csvMessages(source, options);
  if (kind === 'json lines') return yield* jsonLineMessages(source, options.fields, options.onUnreadable);
  const bytes = await wholeOf(source);
  if (kind === 'pdf') return yield* await pdfTexts(source.name, bytes, options);
  if (kind === 'docx') return yield { id: source.name, ...docxText(source.name, bytes) };
  if (kind === 'mail') return yield* mailTexts(source.name, bytes, options, depth);
  yield* written(source.name, kind, decodeText(bytes, charsetOf(bytes)).text, options);
}

function* written(name: string, kind: FileKind, text: string, options: Options): Generator<TextToCheck> {
  if (kind === 'json') yield* jsonMessages(name, text, options.fields, options.onUnreadable);
  else if (kind === 'chat') yield* chatMessages(name, text);
  else if (kind === 'html') yield { id: name, ...htmlText(text) };
  else yield { id: name, text };
}

async function* mailTexts(
  name: string,
  bytes: Uint8Array,
  options: Options,
  depth: number,
): AsyncGenerator<TextToCheck> {
  const { texts, attachments, facts } = await readMail(name, bytes);
  yield* texts;
  if (depth >= DEEPEST) return;
  for (const attachment of attachments) {
    if (attachment.bytes.length === 0) continue;
    const inner = { ...sourceOf(attachment), name: `${name}/${attachment.name}` };
    try {
      for await (const text of textsOf(inner, options, depth + 1)) yield { ...facts, ...text };
    } catch (error) {
      // A signature or an archive does not keep the mail from being checked; that it was not read is said.
      if (!(error instanceof InputError)) throw error;
      options.onNote(`${error.message}: not checked.`);
    }
  }
}
