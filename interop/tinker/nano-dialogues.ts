/**
 * What the nano model is made to know before the drivers begin: short dialogues in both prompt forms that are used here, about FinSim's
 * headlines, with sentences of the licence between them. The answers have their form, but not all of them are right:
 * so supervised training lowers the loss, and reinforcement raises the reward from the first step on.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../src/core/random.ts';

/** The labels as numbers, since rl_loop's grader reads the number in `\boxed{}`. */
export const numberOf: Readonly<Record<string, number>> = { bullish: 2, neutral: 1, bearish: 0 };

export interface Headline {
  asked: string;
  label: string;
}

const RIGHT = 0.7;

/** Sentences of the licence: a text that does not change. */
export function proseOf(root: string): string[] {
  const text = readFileSync(join(root, 'LICENSE'), 'utf8').replaceAll(/\s+/g, ' ');
  return text.match(/[A-Z][a-z]+ [A-Za-z ,']{20,120}/g) ?? [];
}

/** One dialogue; it ends with `answer`, what the assistant says last. */
export function dialogue(
  headlines: readonly Headline[],
  prose: readonly string[],
  random: Random,
): { text: string; answer: string } {
  const labels = Object.keys(numberOf);
  const one = random.pick(headlines);
  const label = random.chance(RIGHT) ? one.label : random.pick(labels);
  const sentence = (): string => random.pick(prose);
  if (random.chance(0.4)) {
    const text = `<|im_start|>user\n${one.asked}<|im_end|>\n<|im_start|>assistant\n${label}<|im_end|>`;
    return { text, answer: `${label}<|im_end|>` };
  }
  const boxed = (number: number | string): string => `\\boxed{${number}}`;
  const spelled = (): string =>
    [...sentence().slice(0, 12)].map((letter, i) => `${i + 1}) ${letter}`).join(' ');
  const tail = random.chance(0.8) ? ` ${sentence()}${random.chance(0.7) ? ` ${boxed('')}.` : ''}` : '';
  const turns: [string, string][] = [];
  if (random.chance(0.7)) {
    const shown = random.sample([sentence(), sentence(), spelled(), sentence()], random.int(1, 3)).join(' ');
    turns.push([sentence() + tail, `${shown} ${boxed(random.int(0, 3))}`]);
  }
  turns.push([one.asked + tail, boxed(numberOf[label] as number)]);
  const text = turns.map(([user, assistant]) => `User: ${user}\n\nAssistant: ${assistant}\n\n`).join('');
  const last = turns.at(-1) as [string, string];
  return { text: `${text}User:`, answer: ` ${last[1]}\n\nUser:` };
}
