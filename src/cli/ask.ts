/** Asks a model and shows what it says: thinking and answer, verdict, the origin of each number, and what the reasoning checker objects to. */

import type { Question } from '../core/question.ts';
import type { ChatMessage } from '../core/trace.ts';
import { renderMessages } from '../data/index.ts';
import { originText } from '../evaluate/report/origin-text.ts';
import { promptText } from '../evaluate/index.ts';
import type { AnswerSource } from '../evaluate/index.ts';
import { splitThinking } from '../models/index.ts';
import type { Generation, TextModel } from '../models/index.ts';
import { checkFormat, groundTrace, scoreGeneration } from '../verify/index.ts';
import type { GroundedTrace } from '../verify/index.ts';

export interface AskOptions {
  temperature: number;
  maxTokens: number;
  samples: number;
  seed: number;
  /** Whether the model was trained to write the tags of the paper's format, so that a fault in it is one. */
  isTrainedHere: boolean;
}

/** The answers to a held-out question, with the verdict on each. */
export async function askQuestion(
  model: TextModel,
  question: Question,
  options: AskOptions,
): Promise<string> {
  const messages = renderMessages(question);
  const generations = await generate(model, messages, options);
  const answers = generations.map((generation) => {
    const { outcome } = scoreGeneration(generation, question.reference);
    const faults = reasoningLines(groundTrace(generation.text, question));
    return [
      shown(generation, question, options),
      ...faults,
      '',
      `${outcome.verdict}: ${outcome.reason}`,
    ].join('\n');
  });
  return [`${question.source} · ${question.id}`, '', promptText(messages), '', ...answers].join('\n');
}

/** The answers to a prompt; its own text is what numbers are looked up in. */
export async function askPrompt(model: TextModel, prompt: string, options: AskOptions): Promise<string> {
  const generations = await generate(model, [{ role: 'user', content: prompt }], options);
  const source = { texts: [], tables: [], history: [], question: prompt };
  return generations.map((generation) => shown(generation, source, options)).join('\n\n');
}

function generate(
  model: TextModel,
  messages: readonly ChatMessage[],
  { temperature, maxTokens, samples, seed }: AskOptions,
): Promise<Generation[]> {
  return model.generate(messages, { temperature, maxTokens, seed }, samples);
}

function shown(generation: Generation, source: AnswerSource, { isTrainedHere }: AskOptions): string {
  const { text, finishReason } = generation;
  const { valid, reason } = checkFormat(text);
  const grounded = groundTrace(text, source);
  return [
    ...(isTrainedHere && !valid ? [printable(text.trim())] : thoughtAndAnswer(text)),
    ...(isTrainedHere && !valid ? ['', `format not valid: ${reason}`] : []),
    ...(finishReason === 'length' ? ['', 'cut off by --max-tokens or the context'] : []),
    ...numberLines(grounded, source).map(printable),
  ].join('\n');
}

/** Thinking and answer apart, without their tags; an answer that was given without a thought stands alone. */
function thoughtAndAnswer(text: string): string[] {
  const { thinking, content } = splitThinking(text);
  const answer = printable(content ?? 'none: the thought was not finished').replace(
    /^<answer>\s*|\s*<\/answer>$/g,
    '',
  );
  return thinking === '' ? [answer] : ['thinking:', printable(thinking), '', 'answer:', answer];
}

/** What the checker objects to, one line a fault; nothing where there is nothing to be checked. */
function reasoningLines({ numbers, claims, errors }: GroundedTrace): string[] {
  if (errors.length > 0) {
    const lines = errors.map(
      ({ kind, reason }) => `  ${kind.replaceAll('-', ' ')}: ${printable(reason.replace(/\s+/g, ' '))}`,
    );
    return ['', 'reasoning:', ...lines];
  }
  return numbers.length + claims.length === 0 ? [] : ['', 'reasoning: no fault found'];
}

/** A model may generate control characters; a terminal must not obey them. */
function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '\ufffd');
}

/** One line a number: `  65  found: table t: costs, current`. */
function numberLines({ numbers, claims }: GroundedTrace, source: AnswerSource): string[] {
  if (numbers.length === 0) return [];
  const width = Math.max(...numbers.map(({ text }) => text.length));
  const lines = numbers.map(({ text, status, origin }) => {
    const where = origin === null ? '' : `: ${originText(origin, source, claims)}`;
    return `  ${text.padStart(width)}  ${status}${where}`;
  });
  return ['', 'numbers:', ...lines];
}
