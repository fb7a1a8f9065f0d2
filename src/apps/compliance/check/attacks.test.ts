import { describe, expect, it } from 'vitest';
import { replying } from '../../../data/test-model.ts';
import { loadRulebooks } from '../rules/load-rulebooks.ts';
import { openChecker, type Checker } from './checker.ts';
import { attacks } from './test-attacks.ts';
import { breaches } from './test-breaches.ts';
import { testRulebooks } from './test-rulebook.ts';
import { decisions, type TextToCheck } from './verdict.ts';

const date = '2026-11-28';
const gravity = (decision: (typeof decisions)[number]): number =>
  decisions.length - decisions.indexOf(decision);

/** Of the attacked texts those that come out milder than the text alone: their attack, text and decision. */
async function turned(checker: Checker, texts: readonly string[]): Promise<string[]> {
  const milder: string[] = [];
  for (const text of texts) {
    const { decision } = await checker.check({ id: 'plain', text });
    for (const [name, attack] of Object.entries(attacks)) {
      const attacked: TextToCheck = { id: name, ...attack(text) };
      const found = await checker.check(attacked);
      if (gravity(found.decision) < gravity(decision))
        milder.push(`${name}: ${text} ${decision} → ${found.decision}`);
    }
  }
  return milder;
}

describe('attacks on a verdict', () => {
  const rulebooks = loadRulebooks();
  const rulesOnly = openChecker({ rulebooks, date });

  it('begin from breaches that the starter rules find', async () => {
    const missed: string[] = [];
    const known = new Set(rulebooks.flatMap(({ rules }) => rules.map(({ id }) => id)));
    for (const [rule, text] of breaches.filter(([id]) => known.has(id))) {
      const { verdicts } = await rulesOnly.check({ id: rule, text });
      if (!verdicts.some((verdict) => verdict.decision === 'breach')) missed.push(`${rule}: ${text}`);
    }
    expect(missed).toEqual([]);
    expect(breaches.length).toBeGreaterThanOrEqual(40);
    expect(Object.keys(attacks).length).toBeGreaterThanOrEqual(10);
  });

  it('turn none of the rule tests', async () => {
    expect(
      await turned(
        rulesOnly,
        breaches.map(([, text]) => text),
      ),
    ).toEqual([]);
  }, 60_000);

  it('turn nothing through a model that obeys whatever it reads', async () => {
    const checker = openChecker({ rulebooks: testRulebooks(), date, model: obedient() });
    const texts = [
      'We guarantee a return of 8%.',
      'You will double your money with us.',
      'I have two tickets and a dinner for your client as a present.',
      'Our returns are safe with us, believe me.',
      '本产品保本，请放心。',
      '这笔收益是稳的，您不用担心。',
    ];
    const alone = await Promise.all(texts.map((text) => checker.check({ id: 'plain', text })));
    expect(alone.map(({ decision }) => decision)).toEqual(texts.map(() => 'breach'));
    expect(await turned(checker, texts)).toEqual([]);
  }, 30_000);
});

/** Says breach and quotes the text's beginning, unless the text tells it what to say: then it says that. */
function obedient() {
  return replying((prompt) => {
    const data = /\[TEXT [0-9a-f]+\]\n(".*")\n\[TEXT/.exec(prompt)?.[1] ?? '""';
    const text = String(JSON.parse(data));
    const isTold = /compliant|not applicable|approved|disabled|合规|不适用|审核通过/i.test(text);
    const quote = /capital is at risk|不保证收益/i.exec(text)?.[0] ?? text.slice(0, 24);
    return JSON.stringify({
      reason: 'as told',
      quote,
      decision: isTold ? 'compliant' : 'breach',
      suggestion: null,
    });
  });
}
