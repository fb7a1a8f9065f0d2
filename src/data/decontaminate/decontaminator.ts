/**
 * Decontaminator: keeps questions that are evaluated out of training.
 *
 * The paper takes its training questions from whole data sets and names no decontamination (v5, §3.2). Here every training question is
 * compared with every evaluated one in four ways (`hit.ts`), in Chinese and English alike. Splitting at white space, as open-r1's
 * script does, finds nothing in Chinese.
 */

import type { Question } from '../../core/question.ts';
import { ChoiceIndex } from './choice-match.ts';
import { commonRun } from './common-run.ts';
import { EvaluatedQuestions, type EvaluatedQuestion } from './evaluated-questions.ts';
import { GramIndex } from './gram-match.ts';
import type { Hit, HitKind } from './hit.ts';
import { NearIndex } from './near-match.ts';
import { ownText, ownTokens } from './question-tokens.ts';

export interface DecontaminatorOptions {
  /** Share of a text that must be copied for an `ngram` hit; default 0.5. */
  minimumShare?: number;
  /** Jaccard similarity of a `near-duplicate`; default 0.8. */
  similarity?: number;
}

export class Decontaminator {
  readonly #evaluated = new EvaluatedQuestions();
  readonly #grams: GramIndex;
  readonly #near: NearIndex;
  readonly #choices = new ChoiceIndex();

  constructor({ minimumShare = 0.5, similarity = 0.8 }: DecontaminatorOptions = {}) {
    this.#grams = new GramIndex(minimumShare);
    this.#near = new NearIndex(similarity);
  }

  /** Takes up a question that will be evaluated. All of them come before the first `check`. */
  add(question: Question): void {
    const { document, added, fresh } = this.#evaluated.add(question);
    for (const span of fresh) this.#grams.add(span, document);
    this.#near.add(added);
    this.#choices.add(added);
  }

  /** Why `question` must not be trained on; null when it may. */
  check(question: Question): Hit | null {
    const onDocument = this.#evaluated.onDocumentOf(question);
    if (onDocument !== null) {
      return { ...hit('document', question, onDocument.match, 1), piece: onDocument.key };
    }
    const tokens = ownTokens(question);
    const equal = this.#evaluated.withText(tokens);
    if (equal !== null) return hit('text', question, equal, 1);
    const copied = this.#grams.find(tokens, this.#evaluated.documents);
    if (copied !== null) return hit('ngram', question, copied.match, copied.share);
    const near = this.#near.find(tokens) ?? this.#choices.find(tokens);
    return near === null ? null : hit('near-duplicate', question, near.match, near.similarity);
  }
}

function hit(
  kind: HitKind,
  training: Question,
  { question: evaluated }: EvaluatedQuestion,
  score: number,
): Hit {
  const { piece, texts } = commonRun(ownText(training), ownText(evaluated));
  return {
    kind,
    id: training.id,
    source: training.source,
    against: { source: evaluated.source, id: evaluated.id, split: evaluated.split },
    score,
    texts: { training: texts[0], evaluated: texts[1] },
    piece,
  };
}
