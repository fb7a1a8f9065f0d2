/** English words that disguised passages of finance are made of: enough to tell words from chance, and one word from the next. */

const WORDS = new Set(
  (
    'a about above account accounts adviser advisor after against agent all also always amount an and annual annually answer any approve approved ' +
    'are as ask asset assets assure assured at available average away back balance bank bankers be because been before below benefit ' +
    'best better between big bitcoin bond bonds bonus both broker build bull business but buy buying by call can cannot capital cash ' +
    'certain certainly chance charge charges check cheap clear clearly client clients close come commission commissions company compliance compliant confidential ' +
    'contract cost costs could credit crypto customer customers daily date day days deal deals delete deposit deposits did dividend do dollar dollars ' +
    'double doubled down dump each early earn earned earning earnings easy equity even ever every everyone exchange exclusive exempt expect ' +
    'expected fail fall family far fast fee fees few file find firm first fixed follow for forecast forever free friend from full fully ' +
    'fund funds future gain gains get gift gifts give given go going gold good great growth guarantee guaranteed guarantees had has have he hedge ' +
    'help her here hide high higher highest him his hold holding home hour hours how however if ignore impossible in income inform information ' +
    'inside insider instruction instructions insurance insured interest into invest invested investing investment investments investor investors is issue it its job join just keep know ' +
    'known large last later law least less let life like limited list little loan long lose loses losing loss losses lost low lower make makes ' +
    'making manage managed manager many market markets matter may me meet member merger message million minimum money month monthly months more ' +
    'most move much must my name need net never new next no nobody none not nothing now number of off offer offered offers office old on once ' +
    'one only open option options or order orders other our out output over own paid partner past pay payment payments payout people per percent ' +
    'perfect perform performance person phone place plan please point policy pool portfolio position possible premium price prices principal private product products ' +
    'profit profitable profits promise promised promises prompt protect protected public pump purchase put quarter quick quickly quote rate rates ' +
    'real really receive recommend record refund regulator report reports result results retire retirement return returned returns review rich right rise ' +
    'risk riskfree riskless risks rule rules safe safely safety same save savings say sec secret secure secured security see sell seller selling ' +
    'send service share shares she short should sign simple since small so some soon special state stay still stock stocks strategy strong sure ' +
    'system take tax team tell text than that the their them then there these they thing this those time times tip to today together told ' +
    'tomorrow top total trade trader trades trading transfer triple true trust two under until up us use used value very want was way wealth week ' +
    'weekly well were what when where which who whole why will win winner wire with withdraw within without word work worth would year yearly ' +
    'years yield yields you your yourself zero'
  ).split(' '),
);
const LONGEST = 14;

export function isWord(word: string): boolean {
  return WORDS.has(word.toLowerCase());
}

/** `guaranteedreturns` → `guaranteed returns`; null where it does not part into words. */
export function partedWords(letters: string): string | null {
  // By length of the beginning: how few words it parts into, and where the last of them begins.
  const parts: ({ words: number; from: number } | null)[] = [{ words: 0, from: 0 }];
  for (let end = 1; end <= letters.length; end++) {
    let best: { words: number; from: number } | null = null;
    for (let from = Math.max(0, end - LONGEST); from < end; from++) {
      const before = parts[from] ?? null;
      if (before === null || !isWord(letters.slice(from, end))) continue;
      if (best === null || before.words + 1 < best.words) best = { words: before.words + 1, from };
    }
    parts.push(best);
  }
  const words: string[] = [];
  for (let end = letters.length; end > 0;) {
    const part = parts[end] ?? null;
    if (part === null) return null;
    words.unshift(letters.slice(part.from, end));
    end = part.from;
  }
  return words.join(' ');
}
