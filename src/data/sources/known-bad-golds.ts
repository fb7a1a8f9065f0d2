/**
 * Golds that are wrong though they look consistent, listed by name with the evidence. Rows whose faults a rule can see (printed
 * answer against executed program, see `finqa-gold.ts`) are not listed here. Nor are turns of ConvFinQA whose printed answer contradicts their
 * program (1877 for 18770): the program is the gold there, and is right.
 */

interface KnownBadGold {
  source: string;
  id: string;
  evidence: string;
}

const knownBadGolds: readonly KnownBadGold[] = [
  {
    source: 'finqa',
    id: 'ANSS/2008/page_89.pdf-1',
    evidence: 'averages five years by dividing by 4 (gold 5.325, should be 4.26): czyssrs/FinQA issue 15',
  },
  {
    source: 'finqa',
    id: 'ADI/2009/page_49.pdf-1',
    evidence:
      'printed 380 is 3.8 / 1 %, while the program takes 1 % for 1 (exe_ans 3.8): czyssrs/FinQA issue 6',
  },
  {
    source: 'convfinqa',
    id: 'Double_AOS/2004/page_11.pdf#0',
    evidence: 'gold 275.1 should be 0.5277: czyssrs/ConvFinQA issue 5',
  },
  {
    source: 'convfinqa',
    id: 'Double_VLO/2018/page_25.pdf#0',
    evidence: 'gold 0.47645 is a ratio where a number of shares is asked: czyssrs/ConvFinQA issue 5',
  },
  {
    source: 'tat-qa',
    id: 'c91ad938-6ad1-4481-8f6b-43ccd2f69926',
    evidence: 'gold 1.9 has lost its sign, should be -1.9: NExTplusplus/TAT-QA issue 12',
  },
];

/** Why the gold of this question is known to be wrong, or null. */
export function knownBadGold(source: string, id: string): string | null {
  return knownBadGolds.find((gold) => gold.source === source && gold.id === id)?.evidence ?? null;
}
