/**
 * Whether an English text asserts what a passage says, or denies, forbids, warns of, reports or only asks about it: "we cannot guarantee
 * returns", "anyone who promises a return is lying" and "is a guaranteed return legal?" promise nothing. A question how to do a thing is
 * no denial of it, and secrecy is none either ("don't tell compliance, …").
 */

import type { Standing } from './asserted.ts';
import type { Span } from './terms/term.ts';
import { partOf } from './segments.ts';

/** Words that deny nothing though they look like it: "not only", "no matter what", "don't worry", "never tell anyone". */
const harmless =
  '(?! (?:only|just|merely|simply|matter|doubt|wonder|problem|worries|worry|question|need to (?:tell|mention|bring|say|worry|wait|log|report|disclose)|reason not|stress|joke|kidding|later|longer|less|fewer|more than|to mention|long ago|hesitate|miss|forget|wait|delay|tell|telling|mention|mentioning|bring|say anything|let|write|put|share|forward|breathe|talk|speak|ask|hear|include|disclose|post this|email|reply|worth|fuss|hassle|paperwork|big deal|one (?:will|needs|has|is|knows|else|checks|looks|ever)|body))';
const negator = new RegExp(
  `\\b(?:(?:not|never|cannot|neither|nor|nobody|none|hardly|without|can't|cant|won't|wont|don't|dont|doesn't|doesnt|didn't|didnt|isn't|isnt|aren't|arent|wasn't|wasnt|weren't|werent|wouldn't|wouldnt|couldn't|couldnt|shouldn't|shouldnt|mustn't|haven't|hasn't|hadn't|ain't|no(?![,.;:!?])|nothing|unable to|far from|rather than|instead of|free of|stop|stopped|refuse[sd]?|refusing|declined?|declines|declining|rejected|rejects?|avoid(?:s|ed|ing)?|turned down|opposed to|fail(?:s|ed)? to)\\b${harmless})`,
  'gi',
);
/** How many words a denial reaches forward. */
const reach = 8;
/** Where a denial ends: at a new subject, or at a turn. */
const turn =
  /[;.!?—–]|,\s*(?:and|but|so|then|yet|or)?\s*(?:i|i'm|i'll|we|we're|we'll|you|he|she|they|it|it's|this|that|the|our|my|your|just|which|who|there|his|her|their|please|instead|simply)\b|\b(?:but|yet|however|although|though|instead|because|so|still|then|just|unless|until|except|and (?:i|we|you|he|she|they|it|then|still|the|our|yet))\b/i;

/** A ban or a warning reaches to the end of its sentence, or to a turn. */
const guard = new RegExp(
  '\\b(?:' +
    [
      'beware|be (?:wary|careful|suspicious|alert|on the lookout)|watch out|look out for|stay away|steer clear|walk away|run from',
      'warn(?:s|ed|ing|ings)?|caution(?:s|ed)?|red flags?|warning signs?|signs? of|scam(?:s|mers?)?|fraudsters?|swindlers?|con artists?',
      '(?:any|some)(?:one|body) (?:promising|offering|claiming|asking|(?:who|that) (?:promis|offer|claim|guarantee|ask|tell|pitch|pressure|push|say|contact|call|assur)\\w*)|(?:people|firms?|brokers?|advis[eo]rs?|persons?|callers?|companies|ads?|salespeople|those|promoters?|employees|anything) (?:who|that|which|promising|offering|claiming)',
      'prohibit(?:s|ed|ing)?|forbid(?:s|den|ding)?|ban(?:s|ned|ning)?|outlaw(?:s|ed)?|bar(?:s|red) (?:from|us|you|them|him|her)|disallow(?:s|ed)?',
      '(?:may|must|shall|should|can|could|will|would|do|does|did) (?:not|never)(?! (?:only|just|tell|mention|worry|know|say))|under no circumstances|in no (?:case|way|event)',
      '(?:illegal|unlawful|against the (?:law|rules?)|against (?:firm |our |company )?policy|a (?:crime|felony|violation|breach) ?(?:to|for|of)?|off limits|not (?:allowed|permitted|authori[sz]ed|acceptable|appropriate))',
      'no (?:one|employee|associated person|registered (?:person|representative)|representative|broker|advis[eo]r|firm|member|staff|orders?|trades?|contests?|guarantees?|promises?|assurances?|representations?) ',
      'prevent(?:s|ed|ing)?|detect(?:s|ed|ing)?|deter(?:s|red)?|combat(?:s|ing)?|fight(?:s|ing)? against|protect(?:s|ion|ed)? (?:\\w+ )?(?:from|against)|guard against|escalat(?:e|ed|ing)|report(?:ed|ing)? (?:any|suspected|possible|attempts?|it|this|him|her|them)',
      'accus(?:e|ed|es|ations?)|alleg(?:e|ed|es|edly|ing|ations?)|charged|convicted|indicted|fined|sanctioned for|sentenced|pleaded|settled (?:charges|with)|barred|penali[sz]ed|disciplined|fired (?:for|after)|suspended (?:for|after)',
      'policy (?:on|against)|training (?:on|module|example|scenario)|examples? of (?:what|prohibited|misleading|bad)|whether|never (?:again|ever)?|avoid|instead of|rather than|refuse[sd]? to|declined? to',
    ].join('|') +
    ')\\b',
  'gi',
);
const unguarded =
  /\b(?:but|however|although|though|yet|instead|so (?:i|we|just|you|take|buy|sign|get|please)|still|anyway|just|unless|,\s*(?:i|we|you|let's|i'll|i've|we'll|we've|please)\b)/i;
/** What makes a guard word harmless: no ban, but a worry about being found out. */
const evading =
  /\b(?:avoid|prevent|deter|detect|report|escalat|protect)\w*\W+(?:\w+\W+){0,4}?(?:detection|scrutiny|report(?:s|ing)?|ctrs?|sars?|questions|filing|forms?|paperwork|attention|compliance|surveillance|regulators?|audit|review|trail|record)\b/i;

/** What follows a passage and takes it back. */
const condemned = new RegExp(
  "^[^.!?\\n]{0,60}?\\b(?:(?:is|are|was|were|'s|be|being|would be|remains?|counts as|constitutes?|amounts to)\\s+(?:\\w+\\s+)?(?:not (?:allowed|permitted|possible|acceptable|appropriate|something|what we|how we|our|an option|okay|ok|legal|available here)|never (?:allowed|permitted|acceptable|guaranteed|certain|assured)|not (?:guaranteed|certain|assured|promised)|prohibited|forbidden|banned|illegal|unlawful|against (?:the|our|firm|company|policy|fiduciary)|an? (?:\\w+ )?(?:breach|violation|crime|felony|scam|fraud|red flag|warning sign|lie|myth|no-go|offen[cs]e|firing offen[cs]e)|out of the question|off limits|off the table|wrong|insider trading|market abuse|manipulation|front[- ]running|money laundering|structuring|a no|dishonest|misleading|impossible|too good to be true|denied|rejected|refused|declined)|(?:isn't|aren't|wasn't|weren't|isnt|arent) (?:allowed|permitted|possible|acceptable|appropriate|something|what we|how we|legal|guaranteed|an option|okay|ok|on the table)|(?:can't|cannot|may not|must not|won't|will not|never) (?:be|happen|exist)\\b|do(?:es)? not exist|don't exist|doesn't exist|violates?|breaches|would (?:violate|breach)|breaks the (?:law|rules?)|which (?:i|we) (?:declined|refused|rejected|can't|cannot|won't|reported|escalated)|(?:and|so|but) (?:i|we) (?:said no|declined|refused|reported|escalated|turned (?:it|him|her|them) down|told (?:him|her|them) no)|said no|no thanks|not (?:allowed|permitted)|gets? you (?:fired|barred|jailed)|goes to jail|go to jail)",
  'i',
);

const regulator =
  '(?:SEC|FINRA|CFTC|DOJ|FCA|ESMA|BaFin|AMF|CONSOB|FinCEN|OFAC|the (?:regulator|commission|court|judge|jury|prosecutors?|agency)|prosecutors|a (?:court|judge|jury)|regulators|authorities|complaint|indictment)';
/** A report on what others were found to have done. */
const report = new RegExp(
  `\\b${regulator}\\b[^.!?\\n]{0,80}\\b(?:charged|fined|barred|sanctioned|found|alleg\\w+|accus\\w+|convict\\w+|sentenced|ordered|sued|settl\\w+|penali[sz]ed|censured|suspended|ruled|indicted|said that)\\b|` +
    `\\b(?:was|were|been|got|gets) (?:charged|fined|barred|sanctioned|convicted|sentenced|indicted|censured|suspended|jailed|arrested|prosecuted|sued)\\b|` +
    `\\b(?:according to the (?:complaint|indictment|order)|enforcement (?:action|case|order|roundup|digest|news)|pleaded guilty|case study|hypothetical example|training (?:module|scenario|quiz|example))\\b`,
  'i',
);
const addressed = /\b(?:you|your|you'll|we|our|us|i|i'm|i'll|my)\b/i;

/** Double negatives and rhetorical questions, which affirm: "never miss", "we have never failed to", "no lies", "who wouldn't want". */
const affirming =
  /\b(?:not|never(?: again| ever| once)?|cannot|\w+n't|dont|cant|wont|no|without|nothing to|avoid|stop|nobody|no one)(?: (?:\w+ )?(?:ever|once|to|be|been|even|you|any|more|will|has|have))?\s+(?:miss(?:ed|es|ing)?(?: out)?(?: on)?|refus(?:e|ed|es|ing)|fail(?:s|ed|ing)?|lies|lying|lie|worr(?:y|ies|ied|ying)|doubt(?:s|ed|ing)?|hesitat(?:e|ed|ing)|forget(?:ting)?|overlook|ignore|stop(?:ped|ping)?(?! (?:by|at))|pass(?:ing)? up|turn(?:ing)? down|declin(?:e|ing)|reject(?:ing)?|regret(?:s|ted|ting)?|afraid|fear|tricks?|gimmicks?|nonsense|kidding|joke|strings attached)\b|^\W*(?:who|why) (?:\w+n't|would not|not)\b/gi;
/** Others, with whom somebody is contrasted: "unlike the firms that were fined, …" says nothing of what follows. */
const contrasting = /\b(?:unlike|in contrast to|compared (?:to|with))\b[^,.;:!?\n]*,/gi;
/** "Isn't it great that …?", "Did you know that …?": asked to be agreed with. */
const rhetorical =
  /^\W*(?:(?:isn't|isnt|aren't|arent|don't|dont|doesn't|doesnt|wouldn't|wouldnt|won't|didn't|haven't|hasn't|can't|ain't)\b|(?:is|are|do|does|would) (?:it|this|that|you|he|she|they|we) not\b|(?:do|did) you (?:know|realise|realize|hear) |have you heard |are you aware |can you believe )/i;
/** What a denial before a colon denies of what follows it: "You may not say: …", "Never: …". */
const introduces =
  /^\W*:|\b(?:say|says|said|saying|promis\w+|claim\w*|writ\w+|words?|phrases?|following|terms?|stat\w+|tell|offer\w*|allowed|permitted)\b[^:]*:/i;
/** A text that calls itself an exercise, and what takes that back. */
const exercise =
  /\b(?:for (?:training|teaching|educational|illustration|illustrative|demonstration|internal)(?: purposes| use)? only|(?:training|teaching) purposes|not for (?:distribution|clients|client use)|do not (?:use|share) with clients|training (?:module|scenario|quiz|example)|hypothetical example)\b/i;
const released =
  /\b(?:now|then|and|please|so)?,? ?(?:send|forward|post|publish|share|use|distribute|e-?mail|mail|read|give|pass) (?:this|it|that|these|them|the (?:above|text|message))\b[^.!?\n]{0,40}\b(?:to|with|on|for|in)\b/i;
/** Said of swindles in general. */
const swindle = /\b(?:ponzi|pyramid) schemes (?:\w+ ){0,2}$/i;
/** A heading that teaches, or an apposition between the passage and its ban. */
const taught =
  /^[^.!?\n:]{0,20}:\s*(?:how to|ways to) (?:recogni[sz]e|spot|avoid|detect|report|identify|prevent|stop)\b|^[^,(!?\n]{0,20}[,(] ?(?:i\.e\.|that is|meaning|which means|or)[^!?\n]{0,160}?[,)] (?:is|are) (?:\w+ )?(?:prohibited|forbidden|banned|illegal|unlawful|not allowed|not permitted)\b/i;

/** A question whether it is so, or allowed; not one that offers ("would you like …?", "ready for …?") or that asks how. */
const asking =
  /^[\s"'>*_(-]*(?:(?:[\w .:[\]-]{1,30}:\s*)?(?:so |and |but |ok |okay |hi,? |sorry,? )?)(?:is|are|isn't|aren't|does|do (?!you want|you wish|not)|did|has|have (?!you (?:ever )?(?:dream|wish|wonder))|was|were|can (?!you (?!guarantee|promise|assure|really|lose|confirm))|may|should|must|will|would (?!you (?:like|love|want|mind|please|prefer))|could (?!you)|am|what (?:is|are|counts|happens|does)|why (?:is|are|can't|do|does|was|would)|which rules?)\b/i;

/** "Can I … so that nobody …?" asks how, not whether. */
const seeking =
  /\b(?:can|could|should|may|do) (?:i|we|my|our)\b.*\b(?:so (?:that |neither|nobody|no|nothing|the|it|they|i|we)|without|to (?:avoid|dodge|get around|stay|keep|hide|bypass))\b/i;

const leading =
  /\b(?:if|when|whenever|in case|should) (?:any(?:one|body)|some(?:one|body)|a (?:client|customer|broker|colleague|caller|seller|person|stranger|company|firm)|an? (?:advis[eo]r|investment|offer)|you are (?:\w+ )?(?!interested|tired|retired|worried|scared)(?:\w+ed|told|sold|shown|given|sent|asked)|you (?:get|see|hear|notice|suspect|receive|spot|come across)|somebody)\b/gi;

function lastEnd(pattern: RegExp, text: string): number {
  let end = -1;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

const wordCount = (text: string) => text.match(/[\w'%$]+/g)?.length ?? 0;

/** A clause with a subject of its own: "whether markets rise or fall, we …". A list that a ban is of goes on without one. */
const anew =
  /[,;]\s*(?:(?:and|so|then|now|here|still) )?(?:i|we|you|it|this|our|your|i'm|we're|you're|it's|(?:tell|answer|assure) (?:them|him|her|people))\b/i;

const opening = (passage: string) => /^[\w']*/.exec(passage)?.[0] ?? '';

/** "Our policy prohibits saying anything less: …". */
const surpassing = /\b(?:less|otherwise|anything else|other than|short of)\b/i;

/** Before a colon that does not introduce what follows, or before a clause that begins anew, a denial may be mere rhetoric. */
function standingAfter(pattern: RegExp, before: string, passage: string): Standing {
  const between = before.slice(lastEnd(pattern, before));
  const parted = between.includes(':') && (!introduces.test(between) || surpassing.test(between));
  return parted || anew.test(between + opening(passage)) ? 'doubtful' : 'denied';
}

function denied(before: string): boolean {
  const end = lastEnd(negator, before);
  if (end < 0) return false;
  const between = before.slice(end);
  return wordCount(between) < reach && !turn.test(between);
}

function guarded(before: string): boolean {
  const end = lastEnd(guard, before);
  return end >= 0 && !unguarded.test(before.slice(end)) && !evading.test(before);
}

/** Where double negatives stand: "do not hesitate" excuses nothing, though "do not" may. */
export function affirmingEn(text: string): Span[] {
  return Array.from(text.matchAll(affirming), ({ 0: words, index }) => ({
    start: index,
    end: index + words.length,
  }));
}

/**
 * How the passage `text.slice(start, end)` stands where it is: asserted, denied, or doubtful. Offsets are UTF-16 units; `sentences`
 * are the ends of the text's sentences, `passage` its words where they are blanked out in the text.
 */
export function assertedEn(
  text: string,
  start: number,
  end: number,
  sentences: readonly number[],
  passage = text.slice(start, end),
): Standing {
  const part = partOf(sentences, start, start);
  const from = part > 0 ? (sentences[part - 1] as number) : 0;
  const to = Math.max(end, sentences[part] ?? text.length);
  const sentence = text.slice(from, to);
  const question = /\?["')\]]*\s*$/.test(sentence);
  const courted = question && rhetorical.test(sentence);
  let before = text
    .slice(from, start)
    .replaceAll('’', "'")
    .replace(contrasting, '_ ')
    .replace(affirming, '_');
  if (courted) before = before.replace(rhetorical, '_ ');
  const after = text.slice(end, to);

  if (exercise.test(before)) return released.test(text.slice(end)) ? 'asserted' : 'doubtful';
  if (denied(before)) return standingAfter(negator, before, passage);
  if (guarded(before)) return standingAfter(guard, before, passage);
  if (lastEnd(leading, before) >= 0) return standingAfter(leading, before, passage);
  if (swindle.test(before)) return 'denied';
  if (condemned.test(after) || taught.test(after)) return 'denied';
  if (question && !courted && asking.test(sentence) && !seeking.test(sentence)) return 'denied';
  if (!report.test(sentence.replace(contrasting, '_ ')) || addressed.test(sentence)) return 'asserted';
  return anew.test(before.slice(-3) + opening(passage)) ? 'doubtful' : 'denied';
}
