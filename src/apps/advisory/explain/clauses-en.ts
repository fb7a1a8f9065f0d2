/** The forms of English clauses without a number that a model's explanation may have. */

import type { ClauseForms } from './clauses.ts';
import { englishVerbs } from './vocabulary-en.ts';

const BREAK = /[,;:()–—.]|\b(?:and|but|so(?! far)|which|because|since|while|whereas|though|although|yet)\b/;
/** Of these, no clause begins at `and`. */
const PAIRS =
  /\b(ups?|upwards?|rises?|rising|increases?|gains?|tax(?:es)?|inflation|shares|stocks|bonds|fees|costs|prices|returns?|note|capacity|answers|amount|assumptions|data|goals?|two|income|spending) and (?=(?:downs?|downwards|falls?|falling|decreases?|loss(?:es)?|tax(?:es)?|inflation|shares|stocks|bonds|fees|costs|prices|returns?|volatility|tolerance|profile|assumptions|data|goals?|spending)\b)/g;

const CAUTION = new RegExp(
  [
    String.raw`\b(?:may|can|could|might|will)(?: also| well| always| even| therefore| still)* (?:lose|fall|decline|drop|shrink|swing|fluctuate|vary|change|move|rise (?:and|or|as well as) fall|go down|go up and down|not|get back less|differ|deviate|miss|fail|prove|happen|occur|turn out|exceed this|be (?:[a-z]+ )?(?:different|wrong|missed|larger|deeper|bigger|greater|higher|worse|lower|more severe))\b`,
    String.raw`\b(?:uncertain|uncertainty|estimates?|assumptions?|hypothetical|no longer|little about|of loss(?:es)?|of not)\b`,
    String.raw`\b(?:not|no) (?:guaranteed|certain|promised|assured|predictable|reached|met|achieved|fulfilled|included|considered|deducted|an? (?:guarantee|promise|forecast|prediction)|touched|used|promises|forecasts|guarantees|predictions|certainties|by no means|(?:reliable )?(?:guide|indicator|indication|guarantee|promise|forecast|prediction|certainty)|tax|legal|remove|eliminate|guarantee|promise|predict|include|account|protect)\b`,
    String.raw`\b(?:cannot (?:be )?(?:guaranteed|predict(?:ed)?|foreseen|known|ruled out|excluded)|involves? risks?|carr(?:y|ies) risks?|(?:is|are|remains?) (?:also )?(?:possible|missed)|short of|falling short|at risk|risk of)\b`,
    String.raw`\b(?:nobody can|no one can|nobody knows|no one knows|things (?:can|may|could) go wrong|none of (?:this|these)|risk that (?:the|your))\b`,
    String.raw`\b(?:note|remember|keep in mind|bear in mind|be (?:aware|prepared|ready))\b`,
  ].join('|'),
);

const MEASURE =
  '(?:return|volatility|loss|drawdown|cost|probability|level|figure|number|value|amount|estimate|it|this|that)s?';
const DESCRIPTION = new RegExp(
  [
    // What a figure means.
    String.raw`^(?:${MEASURE} |that |the )*(?:means?|meaning|shows?|showing|describ(?:es?|ing)|indicat(?:es?|ing)|measur(?:es?|ing)|tells? you|says?|reflect(?:s|ing)?)(?: that)?(?: how (?:much|far|strongly|widely)| the)* (?:the |its |your )*(?:value|price|portfolio|money|investment)[a-z’' ]*(?:fluctuat|swing|var(?:y|ies)|change|move|go(?:es)? up and down|(?:can|may) (?:lose|fall))`,
    String.raw`^(?:the |its |your )*(?:value|price|portfolio|investment)[a-z’' ]* (?:fluctuates|swings|varies|changes|moves up and down|falls|rises and falls)(?: [a-z]+)*$`,
    String.raw`^(?:the |a )?loss (?:that )?you (?:can |could )?accept$|^(?:the )?range (?:of outcomes )?is wide$|^you (?:should|must) (?:also )?expect (?:the|its|your) (?:value|portfolio|investment)s? to (?:fluctuate|swing|vary|move|change)$`,
    String.raw`^(?:these |the )?(?:probabilities|figures|numbers|results|values) come from (?:a|the) (?:simulation|backtest|model)s?$`,
    // What costs do.
    String.raw`^(?:therefore |thus |also |they |these |this |that |costs |it )*(?:reduc(?:es?|ing)|lower(?:s|ing)?) (?:the |your )?(?:expected |actual )?(?:returns?|results?|value|amount|wealth)(?: (?:that )?(?:you|the client) (?:receive|get))?$`,
    String.raw`^(?:is|are) (?:already )?deducted from (?:the )?(?:value|price|return)s?(?: of the (?:products|funds))?$`,
    // Where a figure comes from.
    String.raw`^(?:(?:${MEASURE}|and|the|all|these|results?|we|which|[a-z]+) ){0,4}(?:is|are|was|were|has been|have been)? ?(?:only )?(?:bas(?:ed|es?)|deriv(?:ed|es?)|comput(?:ed|es?)|calculat(?:ed|es?)|estimated|simulated|taken|follows?|relies|rest(?:s)?|depends?) (?:this )?(?:on|from|by|in|with)\b`,
    // Which of two scores counts.
    String.raw`\b(?:lower|smaller) (?:of|value|one|score|number|figure)\b[a-z ]*(?:binds?|counts?|applies|sets?|determines?|decides?|is used|is taken|limits?)?|^(?:the |your )*(?:tolerance|capacity)[a-z ]* (?:sets|limits|binds|determines|decides)\b|\bwould allow (?:more|a higher level)|^(?:or )?less where you asked for less$`,
    // Roles of parts.
    String.raw`^(?:it |that |this )?(?:provid(?:es|ing)|serv(?:es|ing) as|add(?:s|ing)|for|contribut(?:es|ing) to) (?:the )?(?:broad |global |international )?diversification$|^(?:it |that |this )?(?:spreads?|spreading) (?:the )?(?:risk|money)s?\b[a-z ]*$`,
    String.raw`^(?:is|are|remains?|stays?) (?:also )?(?:kept|held|set aside|not (?:part|included)|untouched|outside|separate)\b[a-z ]*$`,
    String.raw`^(?:the |your |this |that |these )*(?:portfolio|plan|mix|money|allocation|investment)s? (?:is|are|combines?|consists?|contains?|covers?)(?: (?:spread|split|divided|invested|made up|hold|across|among|between|over|in|of|different|several|various|broad|global|and|shares?|stocks?|bonds?|funds?|asset|classes|types|regions|□))*$`,
    String.raw`^(?:it |that |this )?(?:is|are|was|were) (?:due|planned|chosen|set|expected|essential|important)\b[a-z ]*$|^(?:is|are) (?:(?:invested|held|allocated|placed) )?(?:in|to) □$|^(?:the |this )?(?:plan|portfolio)s? (?:stays?|remains?|is) (?:at|on) an? (?:cautious|balanced|moderate) level$|^is the largest drawdown$|^determines the level$|^is one of the strengths of your plan$`,
    String.raw`^(?:that |this |it )?(?:is|are|stays?|lies?)? ?in line with your (?:risk )?level$|^(?:each month|every month|per month|per year|a year|yearly)$`,
    String.raw`^(?:of )?(?:all |the )?(?:taxes|tax|inflation)(?: (?:is|are))*$`,
  ].join('|'),
);
const PRONOUN = /\b(?:it|they|you|we|this|these|that|those|who|what|there)\b/;
const LONGEST_ADVERBIAL = 7;

export const englishClauses: ClauseForms = {
  parts: (sentence) =>
    sentence
      .replace(PAIRS, '$1 & ')
      .split(BREAK)
      .map((part) => part.replace(/ & /g, ' and ')),
  isCaution: (part) => CAUTION.test(part),
  isDescription: (part) => DESCRIPTION.test(part),
  isAdverbial: (part) => {
    const words = part.split(' ');
    return (
      words.length <= LONGEST_ADVERBIAL &&
      !PRONOUN.test(part) &&
      !words.some((word) => englishVerbs.has(word))
    );
  },
  isOpening: (part) =>
    /^(?:if (?!you(?!r)|we)|when |as |where |based on|according to|in (?:this|these|those)|with (?:this|these|a)|over (?:this|the|your)|for (?:this|your)|at (?:this|that)|under (?:this|these)|looking |because (?:of )?your (?:risk )?(?:tolerance|capacity|answers)|to reach (?:this|your|the|□)|from (?:this|these))/.test(
      part,
    ),
};
