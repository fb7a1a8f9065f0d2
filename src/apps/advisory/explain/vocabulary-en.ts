/**
 * The English words that a model's explanation may be made of: what describes an allocation, its risk figures, goals, past, costs and how
 * uncertain they are. Nothing that praises, soothes, urges or compares is among them; negations and comparatives stand in fixed phrases only.
 */

/** Allowed with `s`, `es`, `ies`. */
const nouns = `
  rest remainder portfolio plan mix allocation investment product fund share stock equity bond holding position part
  portion component money amount sum weight percentage value price market year month horizon period risk
  level capacity tolerance willingness ability answer questionnaire profile client assessment return
  volatility fluctuation swing movement loss drawdown peak fall decline drop setback cost fee charge
  expense expenditure spending reserve emergency cash goal target date probability chance likelihood
  simulation scenario case outcome result course path run estimate estimation figure number history past
  future test backtest assumption uncertainty data basis contribution instalment payment limit bound
  ceiling wealth asset class currency range diversification combination end beginning today performance
  household information circumstance explanation summary inflation downturn crisis crises exposure impact
  development condition overview timeframe shortfall failure calculation view review mixture size score
  strength pattern aspect situation detail factor element input parameter method model sample spread makeup
  weighting rating phase region country sector economy total living accordance possibility direction core
  difference type group effect consequence fact behaviour stage home education retirement study child
  family life item point degree slice proportion split timeline respect way principle context rebalancing
  wish aim objective purpose threshold statement document picture
`;

/** Allowed with `s`, `es`, `ed`, `d`, `ing`. */
const verbs = `
  design invest hold contribute cover keep fluctuate move vary change swing reach miss need aim plan target expect
  estimate simulate assume base rest depend reflect show mean indicate say state answer accept bear bind
  limit set allow spread diversify split divide allocate assign account place put take receive go sit
  amount correspond equal come give stay remain lie stand include reduce lower calculate compute measure
  describe test occur happen suffer experience start end result combine consist contain determine derive
  rate define use mix lose fall drop decline provide make call involve carry develop leave see bring charge
  attain obtain arise deviate differ display project span total summarise summarize explain refer relate
  apply affect weigh shrink turn lead fail prove look imply suggest assess achieve comprise expose range
  schedule require tell follow count deduct rely tolerate form want wish touch decide select choose rank
  finance exist appear prepare structure build model complement outline present represent constitute cause
  translate convert illustrate reveal weight focus concentrate cross deepen expand respond react
`;

const irregular = `
  held kept paid meant said took taken gave given lay stood fell fallen lost became become put made went
  gone came get gets got getting goes left brought seen saw told is are was were be been being has have had
  having do does did may might can could would chosen chose built drawn thought known understood
`;

const others = `
  a an the this that these those it its they them their you your we our which who what where when how
  whether if of in on at to for from by with into as and or but while whereas although though because since
  so therefore thus hence accordingly between among through during until towards about around approximately
  roughly per each both either such also only just there here respectively together separately partly
  however further annual annually yearly monthly ongoing running historical historically simulated
  estimated expected median middle unfavourable unfavorable favourable favorable bad poor weak possible
  uncertain initial different various broad broadly global international corporate domestic financial
  personal real considerable considerably significant significantly substantial substantially noticeable
  noticeably sharp sharply severe severely remaining rest remainder own available due planned essential
  important necessary hypothetical mathematical statistical deep deeply according based actual strongly
  strong poorly across yet along beneath toward typical typically usually normally moderate moderately
  slightly relatively fairly quite somewhat rather very volatile cautious balanced subject merely wide
  wider beyond untouched separate future neither nor outside inside several notable notably marked markedly
  large widely over next then first still even any well simply plainly nevertheless nonetheless moreover
  additionally mere mainly primarily predominantly currently present previous earlier exact exactly precise
  possibly perhaps theoretical theoretically specific single common general generally usual average
  conditional potential potentially serious painful material downward downwards upward upwards short whose
  main
`;

/** Allowed as a whole only; their words alone are not. In lower case; `□` is a name, `■` a number. */
const phrases: readonly RegExp[] = [
  // What is not known.
  /(?:(?:is|are|was|were|be|it is|and|but|which is) )*not (?:guaranteed|certain|promised|assured|an? (?:guarantee|promise|forecast|prediction)|predictable)/,
  /\b(?:is|are|gives?|there is) no (?:guarantee|promise|forecast|prediction|certainty)(?: (?:of|for|that))?/,
  /(?:do|does) not (?:guarantee|promise|predict|assure|say (?:much|anything) about|tell (?:us |you )?(?:much|anything) about)/,
  /(?:is|are) no (?:reliable )?(?:guide|indicator|indication|guarantee) (?:to|of|for)|(?:is|are) not a (?:reliable )?(?:guide|indicator|indication) (?:to|of|for)/,
  /cannot be (?:guaranteed|predicted|foreseen|promised|known|ruled out|excluded)/,
  /(?:may|might|could)(?: well| also)? not (?:be (?:reached|met|achieved|enough|sufficient|fulfilled|realised|realized|repeated)|hold|come true|materiali[sz]e|repeat(?: itself)?|last|occur)/,
  /(?:may|might|could) (?:well )?(?:turn out|be) (?:quite )?(?:differently|different|otherwise|wrong)/,
  /differs? from|deviate from/,
  /(?:may|might|could) (?:well )?not get back (?:all of )?(?:the|your) (?:full |whole |original )?(?:amount|money|sum)(?: (?:that )?(?:you )?(?:invested|put in|paid in))?/,
  /get back less than (?:you|the amount(?: you)?|was|what you|the money(?: you)?) (?:have )?(?:put in|invested|invest|paid in)/,
  // Cautions that ask for nothing but attention.
  /(?:please )?(?:note|remember|keep in mind|bear in mind|be aware)(?: that| of)?/,
  /(?:should|must|have to|need to) (?:also |therefore |thus )?(?:be (?:aware|prepared|ready)|expect|know|note|understand|remember|keep in mind|bear in mind)(?: that| of| for)?/,
  // Worse may come.
  /■ (?:or (?:even )?more|and more)/,
  /(?:nobody|no one|no-one) (?:can|knows|is able to) (?:predict|know|foresee|say|tell)?|(?:a |the )?smaller (?:part|share|portion|position)|looking (?:back|at)|(?:you|we) will (?:also )?(?:put in|invest|contribute|pay in) ■|can also (?:fail|be missed)|time ?frame|planned for/,
  /(?:does|do) not (?:remove|eliminate|protect against)|cannot (?:remove|eliminate|predict)|a worse (?:one|year) is (?:also )?possible|more likely (?:to be reached )?than|future ones|may (?:also |well )?be missed|all investments|over several|(?:and|but) this is not certain|told us|neither|nor (?:the |your )?(?:□|goals?|figures?|results?|probabilit(?:y|ies)|[a-z ]*?) ?(?:is|are) guaranteed/,
  /(?:could|can|may|might)(?: also| even| well| always)? (?:be|become|turn out|prove|get|go) (?:even |also )?(?:larger|bigger|deeper|greater|higher|worse|more severe|lower)(?: (?:still|than (?:that|this|estimated|in the past|before|expected)|next time|in (?:the )?future))?/,
  /(?:even )?(?:larger|bigger|deeper|greater|worse|more severe|further) (?:loss(?:es)?|falls?|drawdowns?|declines?|drops?|setbacks?)/,
  /(?:fall|lose|drop|decline) (?:even )?(?:further|more)/,
  /(?:could|can|may|might)(?: also| even| well)? (?:exceed|surpass) (?:this|that|it)/,
  /(?:an? estimate|estimates) rather than (?:an? )?(?:promise|forecast|guarantee|prediction)s?|not (?:promises|forecasts|guarantees|predictions|certainties|facts)/,
  /(?:success )?is (?:by no means |not )(?:guaranteed|certain|assured)|fall(?:s|ing)? short(?: of)?|(?:is|are) not (?:touched|used|invested|affected by this plan|part of)|smaller (?:number|value|figure|one|score)|savings for ■/,
  /most of (?:the|your) (?:money|portfolio|plan)|things (?:can|may|could) go wrong|none of (?:this|these|them|it) is guaranteed|may (?:therefore |also |well )?not (?:reach|meet|achieve)|in one bad year/,
  /(?:there is )?time for|points? in time|up and down|up or down|in both directions|in money terms|in terms of|grow or shrink|shrink or grow/,
  // The way of a value.
  /will (?:also )?(?:fluctuate|vary|move|swing|change|differ|rise and fall|go up and down)/,
  /□ will (?:receive|hold|take|get|make up|account for)/,
  /(?:rise|rises|go|goes|move|moves|swing|swings|fluctuate|fluctuates|moving|going) (?:both )?up(?:wards)? (?:and|or|as well as) down(?:wards)?|down as well as up|ups and downs/,
  /(?:rise|rises|rising|increase|increases) (?:and|or|as well as) (?:fall|falls|falling|decrease|decreases)|fall as well as rise|gains? (?:and|or) loss(?:es)?/,
  /make(?:s)? up|made up of|account(?:s)? for|set aside|paid in|put in(?:to)?|broken down/,
  // Periods, order, money.
  /over (?:time|(?:an?|the|this|your) (?:investment )?(?:horizon|period)(?: of)?)|from time to time|at (?:some|times) ?(?:point)?|of time|within (?:a|the|any|one) year|every (?:month|year)|in (?:any|a|the) (?:given )?(?:single )?year|once (?:every|each|a) year/,
  /before (?:deducting )?(?:any )?(?:tax|taxes|inflation|costs)(?:(?:,| and| or)? ?(?:tax|taxes|inflation|costs)){0,2}/,
  /(?:in )?(?:today[’']?s|the) (?:money|purchasing power|prices?)(?: of today)?/,
  /■ (?:(?:is |are |has been |have been )?(?:invested |put in )?)(?:now|today|at once)|(?:invest|invested|investing|put in) (?:now|today|at once)(?: is| are|,)? ■|(?:amount|sum) (?:you )?(?:invest|invested) (?:now|today|at once)/,
  // Two scores, of which the lower counts.
  /(?:the )?lower (?:of|value|one|score|figure)(?: (?:of|the|these|those|both|two|your) ?(?:two|both)?)?|whichever is lower|or less where you asked for less|would allow (?:more|a higher level)/,
  // Kinds of things.
  /government bonds?|money[- ]market|real estate|emerging markets|good (?:case|outcome|course|path)|(?:moderate|balanced|cautious|conservative|dynamic) (?:risk )?(?:level|profile)|risk[- ]return/,
  /(?:largest|maximum|deepest|worst) (?:past |historical |observed )?(?:drawdown|fall|decline|drop)|(?:largest|maximum|deepest|worst) (?:past|historical|observed) loss/,
  /(?:largest|maximum) (?:accepted |acceptable )?loss (?:(?:that |which )?(?:you|the client) (?:(?:are|is) willing to|can|could|would|said you (?:can|could|would))? ?(?:accept|tolerate|bear)s?)|(?:largest|maximum) (?:accepted|acceptable) loss/,
  /are (?:prepared|willing|able) to (?:accept|bear|tolerate|take)|(?:prepared|willing) to (?:accept|bear|tolerate|take)|tolerable|what you (?:can|could) (?:afford|stand|bear)|what can be (?:lost|stood|afforded)/,
  /lump sum|chances? of success|in such a way that|(?:be|become|prove|turn out(?: to be)?) wrong|sharpe(?: ratio)?|volatility (?:limit|cap)|stress test|(?:so|how) (?:far|much)|how strongly|one of the (?:strengths|parts|assumptions)|turn(?:s)? out|made in|across the|next (?:time|year)/,
  /(?:is|are|was|were|be|being) not (?:reached|met|achieved|attained|fulfilled|included|considered|deducted|taken into account|part of|counted)|(?:do|does) not (?:include|consider|account for|take into account|contain) (?:tax|taxes|inflation|trading costs?|personal taxes)(?: (?:and|or) (?:tax|taxes|inflation|fees))?|no longer (?:applies|apply|holds?|fits?|valid)/,
  /(?:tax|taxes)(?: (?:and|or) inflation)? (?:is|are) not (?:included|considered|deducted|taken into account|part of)|(?:is|are) (?:not|no) (?:tax|legal|investment)(?: (?:or|and) (?:tax|legal|investment))* advice|(?:is|are) no (?:tax|legal) advice/,
  /says? (?:very )?little about|tells? (?:us |you )?little about|all (?:of )?(?:these |the )?(?:figures|numbers|values|results|amounts)|last(?:s)? for|happen again|occur again|over the (?:years|coming years)/,
  /with (?:some|considerable|a degree of|great) uncertainty|some (?:risk|uncertainty|years|loss)|in (?:some|many) (?:cases|simulated paths|scenarios|paths)|many (?:possible )?(?:paths|scenarios|outcomes)|one (?:possible|of many)/,
  /(?:fits?|match(?:es)?|is in line with|in line with|suits?) (?:with )?(?:your|this|the) (?:risk )?(?:level|profile|answers)/,
  /as well as|in addition|in other words|that is|for example|on average|as a result|as follows|at the same time|in total|such as|in particular|as of/,
];

const listed = (text: string): string[] => text.trim().split(/\s+/);

function nounForms(word: string): string[] {
  const ending = /(?:s|x|ch|sh)$/.test(word)
    ? `${word}es`
    : /[^aeo]y$/.test(word)
      ? `${word.slice(0, -1)}ies`
      : `${word}s`;
  return [word, ending];
}

function verbForms(word: string): string[] {
  const stem = word.endsWith('e') ? word.slice(0, -1) : word;
  const past = /[^aeo]y$/.test(word) ? `${word.slice(0, -1)}ied` : `${stem}ed`;
  const doubled = word + (word.at(-1) ?? '');
  return [...nounForms(word), past, `${stem}ing`, `${doubled}ed`, `${doubled}ing`];
}

export const englishWords: ReadonlySet<string> = new Set([
  ...listed(nouns).flatMap(nounForms),
  ...listed(verbs).flatMap(verbForms),
  ...listed(irregular),
  ...listed(others),
]);

/** Words that make a clause: verbs that are no nouns as well. */
export const englishVerbs: ReadonlySet<string> = new Set(
  [...listed(verbs).flatMap(verbForms), ...listed(irregular)].filter(
    (word) => !listed(nouns).flatMap(nounForms).includes(word),
  ),
);

export const englishPhrases = new RegExp(
  `(?<![a-z])(?:${phrases.map(({ source }) => source).join('|')})(?![a-z])`,
  'g',
);
