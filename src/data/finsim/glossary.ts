/** What FinSim's knowledge questions ask for: finance terms in at most seven plain words, written for this purpose. */

export interface Entry {
  term: string;
  meaning: string;
}

export const glossary: readonly Entry[] = [
  { term: 'asset', meaning: 'what a firm owns' },
  { term: 'liability', meaning: 'what a firm owes' },
  { term: 'equity', meaning: 'assets minus debt' },
  { term: 'profit', meaning: 'revenue minus costs' },
  { term: 'loss', meaning: 'costs above revenue' },
  { term: 'margin', meaning: 'profit in percent of revenue' },
  { term: 'dividend', meaning: 'profit paid to owners' },
  { term: 'share', meaning: 'part of a firm' },
  { term: 'bond', meaning: 'loan that is traded' },
  { term: 'mortgage', meaning: 'loan backed by a house' },
  { term: 'interest', meaning: 'price of a loan' },
  { term: 'fee', meaning: 'price of a service' },
  { term: 'premium', meaning: 'price of insurance' },
  { term: 'rent', meaning: 'price of a house' },
  { term: 'wage', meaning: 'price of work' },
  { term: 'default', meaning: 'loan not paid back' },
  { term: 'collateral', meaning: 'asset that backs a loan' },
  { term: 'inflation', meaning: 'rise of all prices' },
  { term: 'deflation', meaning: 'fall of all prices' },
  { term: 'recession', meaning: 'fall of all sales' },
  { term: 'tax', meaning: 'money paid to the state' },
  { term: 'currency', meaning: 'money of a state' },
  { term: 'deposit', meaning: 'money held at a bank' },
  { term: 'budget', meaning: 'plan of revenue and costs' },
  { term: 'forecast', meaning: 'what is thought to come' },
  { term: 'portfolio', meaning: 'all assets of a client' },
  { term: 'fund', meaning: 'pool of client money' },
  { term: 'broker', meaning: 'trades for a client' },
  { term: 'auditor', meaning: 'checks the report of a firm' },
  { term: 'merger', meaning: 'two firms become one' },
  { term: 'hedge', meaning: 'trade that cuts risk' },
  { term: 'option', meaning: 'right to trade at a price' },
  { term: 'future', meaning: 'duty to trade at a price' },
  { term: 'yield', meaning: 'interest in percent of price' },
  { term: 'liquidity', meaning: 'cash at hand' },
  { term: 'goodwill', meaning: 'price above value of assets' },
];

/** How reasoning states an entry, from its term to its meaning or the other way round. */
export function statement(asked: string, known: string): { asks: string; follows: string } {
  return { asks: `asked for ${asked}`, follows: `, which is ${known}` };
}
