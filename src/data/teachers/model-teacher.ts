/**
 * A language model as teacher (paper §3.2, Supp. B.1; the paper's is DeepSeek-R1-671B): no system prompt, temperature 0.6, one prompt of
 * Task Description, Task Input and Task Instruction, the final answer in `\boxed{}`.
 *
 * Departures: `\boxed{}` is asked of every question that a rule can score, not of mathematics alone; the leading line break that the paper
 * forces is asked for, since chat APIs let nobody write the first token.
 */

import { Random } from '../../core/random.ts';
import type { Question } from '../../core/question.ts';
import type { ChatMessage, Trace } from '../../core/trace.ts';
import { splitThinking } from '../../models/split-thinking.ts';
import type { Generation, GenerationParams, TextModel } from '../../models/text-model.ts';
import { askModel } from '../ask-model.ts';
import { conclusion } from '../completion.ts';
import { fillPrompt, type FilledPrompt } from '../load-prompt.ts';
import { missingTrace } from '../missing-answer.ts';
import { renderQuestion } from '../render-question.ts';
import type { Teacher } from '../teacher.ts';

export interface ModelTeacherOptions {
  temperature?: number;
  topP?: number;
  /** Thinking and answer together. */
  maxTokens?: number;
  /** How often an answer that was withheld or is empty is asked for once more, as another sample; it is in the cache, so that asking the same would bring nothing. */
  repeats?: number;
}

const TAGS = /<\/?(?:think|answer)>/g;
const OWN_ANSWER = /<answer>([\s\S]*)<\/answer>/;

/** Requests that fail are thrown, so that the caller can set the question aside: PromptTooLongError, RequestError, BudgetError. */
export function modelTeacher(model: TextModel, options: ModelTeacherOptions = {}): Teacher {
  return {
    id: model.id,
    async distil(question, sample, seed) {
      for (let repeat = 0; ; repeat++) {
        const request = distilRequest(question, sample, seed, options, repeat);
        if (request === null) return null;
        const { prompt, params } = request;
        const generation = await askModel(model, prompt.text, params);
        const trace = traceOf(model.id, question, sample, prompt, generation);
        if (missingTrace(trace) === null || repeat >= (options.repeats ?? 0)) return trace;
      }
    },
  };
}

/** What the teacher would be asked; null for a question that cannot be shown. */
export function distilRequest(
  question: Question,
  sample: number,
  seed: number,
  { temperature = 0.6, topP, maxTokens = 16_384 }: ModelTeacherOptions = {},
  repeat = 0,
): { prompt: FilledPrompt; messages: ChatMessage[]; params: GenerationParams } | null {
  if (!canBeShown(question)) return null;
  const prompt = distilPrompt(question);
  const params = { temperature, topP, maxTokens, seed: sampleSeed(seed, sample, repeat) };
  return { prompt, messages: [{ role: 'user', content: prompt.text }], params };
}

/** A choice without its options cannot be decided, and a question without gold not be checked. */
function canBeShown({ reference }: Question): boolean {
  if (reference === null) return false;
  return (
    reference.kind !== 'choice' ||
    reference.letters.every((letter) => Object.hasOwn(reference.options, letter))
  );
}

function distilPrompt(question: Question): FilledPrompt {
  const { language, reference } = question;
  const labels = reference?.kind === 'label' ? Object.keys(reference.labels) : null;
  const slots = {
    input: renderQuestion(question),
    ...(labels === null ? {} : { labels: labels.join(language === 'zh' ? '、' : ', ') }),
  };
  return fillPrompt('distil', language, slots, reference?.kind ?? 'text');
}

/** Samples of one question differ by their seed; 31 bits, as some providers take no more. */
function sampleSeed(seed: number, sample: number, repeat: number): number {
  return Random.derive(seed, 'distil', sample, ...(repeat > 0 ? [repeat] : [])).uint32() >>> 1;
}

function traceOf(
  model: string,
  question: Question,
  sample: number,
  { name, version, hash }: FilledPrompt,
  { text, finishReason, promptTokens, completionTokens, requestKey }: Generation,
): Trace {
  const { thinking, content } = splitThinking(text);
  // In the training form each tag stands once, so a tag that the model only speaks of goes.
  const reasoning = thinking.replace(TAGS, '').trim();
  const own = content === null ? undefined : OWN_ANSWER.exec(content)?.[1];
  // What was cut off is no answer, unless the model had closed it.
  const isWhole = own !== undefined || finishReason === 'stop' || finishReason === 'other';
  const said = (own ?? content ?? '').replace(TAGS, '').trim();
  const answer = isWhole && said !== '' ? said : null;
  const isEnded = isWhole && content !== null;
  return {
    questionId: question.id,
    sample,
    text: trainingText(reasoning, content === null ? null : said, isEnded),
    reasoning,
    answer,
    finishReason,
    usage: { promptTokens, completionTokens },
    model,
    requestKey,
    prompt: { name, version, hash },
  };
}

/** The paper's form (Fig. 6), left open where the generation stayed open; an answer of nothing is an empty one. */
function trainingText(reasoning: string, said: string | null, isEnded: boolean): string {
  const open = `<think>\n${reasoning}\n`;
  if (said === null) return open;
  return isEnded ? `${open}${conclusion(said)}` : `${open}</think>\n<answer>\n${said}`;
}
