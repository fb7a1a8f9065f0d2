/** What is evaluated, by document: each material once, however many questions, data sets and turns of dialogues ask about it. */

import type { Question } from '../../core/question.ts';
import { documentKey } from './document-key.ts';
import { ownTokens, type QuestionTokens, type TokenSpan } from './question-tokens.ts';

export interface EvaluatedQuestion {
  question: Question;
  material: TokenSpan;
  ask: TokenSpan;
}

export interface EvaluatedDocument {
  key: string;
  questions: EvaluatedQuestion[];
}

export class EvaluatedQuestions {
  readonly documents: EvaluatedDocument[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #byId = new Map<string, EvaluatedQuestion>();
  readonly #byText = new Map<number, EvaluatedQuestion>();

  /** Files a question. `fresh` spans are those not yet known in its document. */
  add(question: Question): { document: number; added: EvaluatedQuestion; fresh: TokenSpan[] } {
    const key = documentKey(question);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.documents.push({ key, questions: [] }) - 1;
      this.#numbers.set(key, number);
    }
    const { questions } = this.documents[number] as EvaluatedDocument;
    const { material, ask, textKey } = ownTokens(question);
    // Questions on one page follow each other.
    const last = questions.at(-1)?.material;
    const known = last !== undefined && sameCodes(last, material) ? last : undefined;
    const added = { question, material: known ?? material, ask };
    questions.push(added);
    this.#byId.set(idKey(question), added);
    if (textKey !== null && !this.#byText.has(textKey)) this.#byText.set(textKey, added);
    return { document: number, added, fresh: known === undefined ? [material, ask] : [ask] };
  }

  /** An evaluated question on the same document, the very same question first. */
  onDocumentOf(question: Question): { match: EvaluatedQuestion; key: string } | null {
    const key = documentKey(question);
    const same = this.#byId.get(idKey(question));
    if (same !== undefined) return { match: same, key };
    const [first] = this.documents[this.#numbers.get(key) ?? -1]?.questions ?? [];
    return first === undefined ? null : { match: first, key };
  }

  withText({ textKey }: QuestionTokens): EvaluatedQuestion | null {
    return (textKey === null ? undefined : this.#byText.get(textKey)) ?? null;
  }
}

function idKey({ source, id }: Question): string {
  return `${source}/${id}`;
}

function sameCodes(a: TokenSpan, b: TokenSpan): boolean {
  return a.codes.length === b.codes.length && a.codes.every((code, i) => code === b.codes[i]);
}
