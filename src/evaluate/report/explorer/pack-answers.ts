/**
 * Every answer and kept rollout of a run made ready for the page. One pass: each trace is checked once, each full block
 * is packed at once, so that beside the rows themselves only packed text is kept. Prompts, the longest part, are kept once
 * for all answers to them.
 */

import type { EvaluatedAnswer, Rollout } from '../../sample-rows.ts';
import { block, BlockWriter } from './block.ts';
import { answerFacts } from './answer-facts.ts';
import { FacetWriter } from './facets.ts';
import type { GroundedTrace } from '../../../verify/index.ts';
import { groundAnswer } from './ground-answer.ts';
import type { AnswerData, AnswerIndex } from './page-data.ts';

export interface PackedAnswers {
  index: AnswerIndex;
  /** The elements to put into the page, the index first. */
  blocks: string[];
}

/** `onGrounding` is given what the checker found in each answer, rollouts left out. */
export function packAnswers(
  answers: readonly EvaluatedAnswer[],
  rollouts: readonly Rollout[],
  onGrounding: (answer: EvaluatedAnswer, grounding: GroundedTrace) => void,
): PackedAnswers {
  const answerBlocks = new BlockWriter<AnswerData>('answers');
  const promptBlocks = new BlockWriter<string>('prompts');
  const index: AnswerIndex = {
    ids: [],
    samples: [],
    tokens: [],
    questions: [],
    question: [],
    prompt: [],
    facets: [],
    answerBlocks: answerBlocks.firsts,
    promptBlocks: promptBlocks.firsts,
  };
  const facets = new Facets();
  const questions = new Map<string, number>();
  // Answers to the same prompt share its source too: what the checker reads of a source it reads once.
  const prompts = new Map<string, { number: number; source: EvaluatedAnswer['source'] | undefined }>();

  for (const row of [...answers, ...rollouts]) {
    let prompt = prompts.get(row.prompt);
    if (prompt === undefined) {
      prompt = { number: promptBlocks.add(row.prompt, row.prompt.length), source: row.source };
      prompts.set(row.prompt, prompt);
    }
    const asked = row.source?.question ?? lastLine(row.prompt);
    const question = questions.get(asked) ?? index.questions.push(asked) - 1;
    questions.set(asked, question);

    const source = prompt.source ?? row.source;
    const grounded = source === undefined ? null : groundAnswer(row.text, source);
    if (grounded !== null && row.kind === 'answer') onGrounding(row, grounded.grounding);
    const { marks = [], origins = [], wrong = [], flags = [], facts = [] } = grounded ?? {};
    const data = { text: row.text, marks, origins, wrong, facts: [...answerFacts(row), ...facts] };
    answerBlocks.add(data, row.text.length + row.reason.length);

    index.ids.push(row.questionId);
    index.samples.push(row.sample);
    index.tokens.push(row.kind === 'answer' && row.finishReason !== null ? row.completionTokens : -1);
    index.question.push(question);
    index.prompt.push(prompt.number);
    facets.add(row, flags);
  }
  answerBlocks.finish();
  promptBlocks.finish();
  index.facets = facets.all();
  return { index, blocks: [block('answer-index', index), ...answerBlocks.blocks, ...promptBlocks.blocks] };
}

class Facets {
  readonly #benchmark = new FacetWriter('benchmark', 'benchmark');
  readonly #stage = new FacetWriter('stage', 'model');
  readonly #category = new FacetWriter('category', 'category');
  readonly #language = new FacetWriter('language', 'language');
  readonly #outcome = new FacetWriter('outcome', 'outcome');
  readonly #rule = new FacetWriter('rule', 'rule');
  readonly #format = new FacetWriter('format', 'format');
  readonly #finish = new FacetWriter('finish', 'ended');
  readonly #reasoning = new FacetWriter('reasoning', 'reasoning', true);
  readonly #step = new FacetWriter('step', 'training step');

  add(row: EvaluatedAnswer | Rollout, flags: readonly string[]): void {
    const answer = row.kind === 'answer' ? row : null;
    this.#benchmark.add(answer?.benchmark ?? 'rollouts');
    this.#stage.add(row.stage);
    this.#category.add(answer?.category);
    this.#language.add(answer?.language);
    this.#outcome.add(row.verdict);
    this.#rule.add(row.rule);
    this.#format.add(row.formatValid ? 'valid' : 'not valid');
    this.#finish.add(answer?.finishReason === 'length' ? 'cut off at the limit' : answer?.finishReason);
    this.#reasoning.addAll(flags);
    this.#step.add(row.kind === 'rollout' ? String(row.step) : null);
  }

  all(): AnswerIndex['facets'] {
    return [
      this.#benchmark,
      this.#stage,
      this.#category,
      this.#language,
      this.#outcome,
      this.#rule,
      this.#reasoning,
      this.#format,
      this.#finish,
      this.#step,
    ].map(({ facet }) => facet);
  }
}

/** The question, where a row keeps nothing but its prompt. */
function lastLine(prompt: string): string {
  return prompt.trimEnd().split('\n').at(-1) ?? '';
}
