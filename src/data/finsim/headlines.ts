/** The words of FinSim's headlines: what moves a price, what turns it round, what does neither. */

export interface Cue {
  /** Third person and infinitive: `beats forecast`, `fails to beat forecast`. */
  verb: string;
  base: string;
  good: boolean;
  objects: readonly string[];
}

export const cues: readonly Cue[] = [
  { verb: 'beats', base: 'beat', good: true, objects: ['forecast', 'budget'] },
  { verb: 'raises', base: 'raise', good: true, objects: ['outlook', 'dividend'] },
  { verb: 'wins', base: 'win', good: true, objects: ['order', 'client'] },
  { verb: 'grows', base: 'grow', good: true, objects: ['sales', 'profit'] },
  { verb: 'misses', base: 'miss', good: false, objects: ['forecast', 'budget'] },
  { verb: 'cuts', base: 'cut', good: false, objects: ['outlook', 'dividend'] },
  { verb: 'loses', base: 'lose', good: false, objects: ['order', 'client'] },
];

/** Phrases before an infinitive that turn good into bad or bad into good. */
export const negations: readonly { words: string; turnsGood: boolean; turnsBad: boolean }[] = [
  { words: 'fails to', turnsGood: true, turnsBad: false },
  { words: 'does not', turnsGood: true, turnsBad: true },
];

export const neutralEvents: readonly string[] = [
  'names auditor',
  'names broker',
  'moves office',
  'opens office',
  'holds meeting',
  'plans meeting',
  'files report',
  'plans report',
];

/** Ends of a headline that change nothing. */
export const tails: readonly string[] = ['', ' again', ' today', ' this year'];

export function tone(good: boolean): 'good' | 'bad' {
  return good ? 'good' : 'bad';
}

export function labelOf(good: boolean): 'bullish' | 'bearish' {
  return good ? 'bullish' : 'bearish';
}

/** The cue whose verb stands in `words`, in either form; undefined when there is none. */
export function findCue(words: readonly string[]): { cue: Cue; word: string } | undefined {
  for (const word of words) {
    const cue = cues.find((candidate) => candidate.verb === word || candidate.base === word);
    if (cue !== undefined) return { cue, word };
  }
  return undefined;
}
