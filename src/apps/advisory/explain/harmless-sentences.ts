/** Sentences without a number that a model may write: our own, and a few plain cautions. Whole sentences, so that nothing hides in them. */

import { jurisdictions } from '../profile/profile.ts';
import { disclaimers } from './disclaimers.ts';
import { sentencesOf } from './sentences.ts';
import { returnCaveat } from './written.ts';

const cautions: readonly RegExp[] = [
  /^(?:all |the )?(?:investments|investing|markets?|the market) (?:can|may) (?:lose value|fall|rise and fall|go down as well as up)$/,
  /^(?:all )?(?:investments|investing|the market|markets) (?:carry|carries|involves?) risks?$/,
  /^(?:the value of )?(?:your |the )?(?:investments?|portfolio|plan|money) (?:can|may) (?:lose value|fall|fall as well as rise|go down as well as up)$/,
  /^you may get back less than you (?:put in|invest|invested|paid in)$/,
  /^past (?:results|returns|performance) (?:say|says) little about (?:the )?future(?: ones| results| returns)?$/,
  /^past (?:results|returns|performance) (?:is|are) no (?:guide to|guarantee of|reliable indicator of) (?:the )?future(?: results| returns| performance)?$/,
  /^no ?(?:one|body) can know what (?:the )?markets? (?:do|does|will do) next(?:, so please look at this plan once again every year)?$/,
  /^(?:all|these) (?:figures|numbers|values) are estimates(?: and may (?:well )?not come true)?$/,
  /^(?:please )?(?:look at|review|check) (?:this|the|your) plan (?:again |once again )?(?:every|once a|each) year$/,
  /^市场有风险(?:，投资需谨慎|，请您每年重新检查一次计划，任何一种情形都可能出现)?$/,
  /^投资有风险(?:，(?:入市|投资)?需谨慎)?$/,
  /^投资可能亏损(?:，收回的金额可能少于投入)?$/,
  /^(?:以上|这些)(?:数字|数值)均?为估计(?:值)?，(?:可能|未必)(?:无法|能)?实现$/,
  /^(?:请(?:您)?)?每年(?:重新)?(?:检查|审视)(?:一次)?(?:本|该|这份)?计划$/,
  /^过往业绩不代表未来表现$/,
];

const own = new Set(
  (['en', 'zh'] as const).flatMap((language) =>
    [returnCaveat, ...jurisdictions.flatMap((one) => disclaimers(one))].flatMap((wording) => {
      const text = wording[language];
      return sentencesOf(text).map(({ start, end }) => plain(text.slice(start, end)));
    }),
  ),
);

export function isHarmless(sentence: string): boolean {
  const said = plain(sentence);
  return own.has(said) || cautions.some((caution) => caution.test(said));
}

function plain(sentence: string): string {
  return sentence
    .trim()
    .toLowerCase()
    .replace(/[.。！!]+$/, '');
}
