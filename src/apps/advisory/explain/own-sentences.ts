/** Sentences of ours that a model may repeat word by word: disclaimers, the caveat, cautions of the gate, and a plain request to look again. */

import { jurisdictions } from '../profile/profile.ts';
import { disclaimers } from './disclaimers.ts';
import { sentencesOf } from './sentences.ts';
import { returnCaveat, simulationCaveat } from './written.ts';

const known: readonly RegExp[] = [
  /^no ?(?:one|body) can know what (?:the )?markets? (?:do|does|will do) next(?:, so please look at this plan once again every year)?$/,
  /^(?:please )?(?:look at|review|check) (?:this|the|your) plan (?:again |once again )?(?:every|once a|each) year$/,
  /^市场有风险，请您每年重新检查一次计划，任何一种情形都可能出现$/,
  /^(?:请(?:您)?)?每年(?:重新)?(?:检查|审视)(?:一次)?(?:本|该|这份)?计划$/,
];

const own = new Set(
  (['en', 'zh'] as const).flatMap((language) =>
    [returnCaveat, simulationCaveat, ...jurisdictions.flatMap((one) => disclaimers(one))].flatMap(
      (wording) => {
        const text = wording[language];
        return sentencesOf(text).map(({ start, end }) => plain(text.slice(start, end)));
      },
    ),
  ),
);

/** Whether it is one of ours or of `findings`, to the word. */
export function isOurs(sentence: string, findings: readonly string[]): boolean {
  const said = plain(sentence);
  return own.has(said) || findings.some((one) => plain(one) === said) || known.some((one) => one.test(said));
}

function plain(sentence: string): string {
  return sentence
    .trim()
    .toLowerCase()
    .replace(/[.。！!]+$/, '');
}
