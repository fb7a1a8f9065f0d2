/** English words that promises and hints of misconduct are made of, and how near to one a word has to be to be meant for it. */

const KEYS = (
  'account approved approval assured capital certain clients commission commissions confidential deposit deposits dividend double doubled ' +
  'earnings guarantee guaranteed guarantees impossible information inside insider invested investment investments investor investors ' +
  'losing money nobody password performance pocket portfolio principal product profit profitable profits promise promised promises protected ' +
  'refund regulator report return returned returns risk riskless safe secret secure secured security strategy suspicious transfer ' +
  'withdraw yield yields'
).split(' ');

/** Real words that lie as near as a slip: of English (`curtain`, `premise`), names of firms and their like in other languages (`Garantie`). */
const REAL = new Set(
  (
    'approver approves assumed assurer assures capita capitan capitol compassion compassions curtain divided doable doubles doublet ' +
    'doubly doubted earrings guarantied guaranties guarantor guarantors guaranty impassable impassible impassibly imposable impossibly ' +
    'inceptors infested informatics informative ingested injectors insiders insides invented inventor inventors inventory inverted ' +
    'inverters investors invests loving lowing lousing monkey monty mosey packet performances picket pocked premise premised premises ' +
    'pretested principally principe principle probit probits produce profitably projected promisee promiser prosecuted prospected ' +
    'protector protects protested protester protracted providable regular regulate regulated regulates regulation regulators relator ' +
    'repost resort retort retuned returnee secrete securer secures suspicion suspicions transfers withdrawn withdrew garante garantes ' +
    'garantia garantias garantie garanties garantir garantit garantiert garantieren garantierte garanzia garanzie investir produit ' +
    'produits produkt produkte profiter kapital securite strategie'
  ).split(' '),
);

/** Words that are made of key words. */
const ENDING = /(?:s|es|d|ed|r|er|ers|or|ors|ing|ly|ally|al|y|ive|ish)$/;
const SHORT = 5;
const LONG = 9;
const byKey = new Set(KEYS);
const beginnings = new Set(KEYS.flatMap((key) => Array.from(key, (_, at) => key.slice(0, at + 1))));
/** By what is left once letters are not doubled: `guarante`. */
const collapsedKeys = new Map(KEYS.map((key) => [collapsed(key), key]));
/** By first letter; a slip at the beginning is rare. */
const byInitial = Map.groupBy(KEYS, (key) => key.charAt(0));
const remembered = new Map<string, string | null>();
const MOST_REMEMBERED = 20_000;

/** Whether a key word begins with these letters. */
export function beginsKeyWord(letters: string): boolean {
  return beginnings.has(letters.toLowerCase());
}

export function isKeyWord(word: string): boolean {
  return byKey.has(word.toLowerCase());
}

/** The key word that a word misspells; null for a word of its own. */
export function misspelt(word: string): string | null {
  const small = word.toLowerCase();
  let key = remembered.get(small);
  if (key === undefined) {
    key = nearestKey(small);
    if (remembered.size < MOST_REMEMBERED) remembered.set(small, key);
  }
  return key;
}

function nearestKey(word: string): string | null {
  if (byKey.has(word) || REAL.has(word) || byKey.has(word.replace(ENDING, ''))) return null;
  const single = collapsed(word);
  const same = collapsedKeys.get(single);
  if (same !== undefined) return same;
  let best: { key: string; distance: number } | null = null;
  for (const key of byInitial.get(word.charAt(0)) ?? []) {
    const distance = distanceTo(key, word, single);
    if (distance !== null && (best === null || distance < best.distance)) best = { key, distance };
  }
  return best?.key ?? null;
}

/** Null where it is too far for a slip. */
function distanceTo(key: string, word: string, single: string): number | null {
  const drawn = (letters: string): string => collapsed(letters.replaceAll('rn', 'm'));
  if (drawn(key) === drawn(word)) return 0;
  if (Math.abs(key.length - single.length) > 2) return null;
  const distance = slips(word, key);
  if (key.length < SHORT) return distance === 1 && sorted(word) === sorted(key) ? distance : null;
  return distance <= (key.length >= LONG ? 2 : 1) ? distance : null;
}

function collapsed(word: string): string {
  return word.replace(/(.)\1+/g, '$1');
}

function sorted(word: string): string {
  return Array.from(word).sort().join('');
}

/** Letters left out, added, changed, or turned round with the next (Damerau–Levenshtein, each place once). */
function slips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
