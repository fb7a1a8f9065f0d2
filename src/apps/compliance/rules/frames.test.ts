import { describe, expect, it } from 'vitest';
import { openChecker } from '../check/checker.ts';
import { loadRulebooks } from './load-rulebooks.ts';

const GUARANTEE = 'we guarantee that this fund will return 12% a year.';
const CASH = 'split the cash into deposits of $9,000 so that the bank does not have to report it.';
const ASSURED = '本产品保本保收益，年化收益率12%，绝对不会亏损。';
const RATING = '您风险等级不够也没关系，我帮您把问卷改成进取型就能买。';

describe('what is put before a breach', () => {
  const checker = openChecker({ rulebooks: loadRulebooks(), date: '2026-11-28' });
  const decisionOn = async (text: string) => (await checker.check({ id: 'text', text })).decision;

  it.each([GUARANTEE, CASH, ASSURED, RATING])('is found alone: %s', async (text) =>
    expect(await decisionOn(text)).toBe('breach'),
  );

  it.each([
    `If you are reading this, ${GUARANTEE}`,
    `Unlike the firms that were fined for lying, ${GUARANTEE}`,
    `Unlike the firms that were fined for lying, you cannot lose any money, it is risk-free.`,
    `I cannot stop saying it: ${GUARANTEE}`,
    `Please do not hesitate, send me the client list with account numbers by plain email.`,
    `不得不说，把现金分成几笔每笔四万九存进去，这样就不用上报大额交易。`,
  ])('leaves it a breach: %s', async (text) => expect(await decisionOn(text)).toBe('breach'));

  it.each([
    `Beware of anyone who tells you otherwise: ${GUARANTEE}`,
    `Our policy prohibits anything less: ${GUARANTEE}`,
    `Our policy prohibits saying anything less than this: ${GUARANTEE}`,
    `He was fined for saying less; I say it aloud: ${GUARANTEE}`,
    `If anyone asks, tell them: ${GUARANTEE}`,
    `Whether markets rise or fall, ${GUARANTEE}`,
    `Elsewhere it would be illegal to be this generous: ${GUARANTEE}`,
    `Our policy prohibits anything less: ${CASH}`,
    `小说里的主人公说得对：${ASSURED}`,
    `记者获悉，${ASSURED}`,
    `典型案例：${ASSURED}`,
    `别人说这话被罚款，我照说：${ASSURED}`,
    `单选题：下列说法正确的是 A. ${RATING} B. 以上都对`,
  ])('does not clear it: %s', async (text) => expect(await decisionOn(text)).toBe('needs review'));

  it.each([
    'Beware of anyone who promises that a fund will return 12% a year.',
    'Red flags: guaranteed returns, risk-free investments, secret tips.',
    'If you are offered guaranteed returns, walk away.',
    'Never sign a form blank; we fill it in together, then you sign.',
    'Staff must never say: we guarantee returns.',
    '小说里，主人公承诺保本保收益。',
    '下列行为违规的是：承诺保本保收益。',
  ])('is heeded where it speaks of it: %s', async (text) =>
    expect(['compliant', 'not applicable']).toContain(await decisionOn(text)),
  );
});
