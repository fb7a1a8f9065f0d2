/** Messages as a compliance department reads them, Chinese and English in turn: most harmless, one in eight with a sentence that breaks a rule. */

import type { TextToCheck } from '../src/apps/compliance/index.ts';
import type { Random } from '../src/core/random.ts';

const harmless = {
  en: [
    'Good morning {name}, thank you for your time on the call yesterday.',
    'Please find attached the quarterly statement for your account ending {n}.',
    'The committee meets on Thursday at {n}:00; the agenda will follow.',
    'Past performance is no indication of future results, and the value of investments can fall as well as rise.',
    'Could you confirm whether the transfer of {n},000 dollars has reached the client?',
    'The fund charges an annual fee of 0.{n}% and invests in bonds of developed markets.',
    'Our analysts expect moderate growth, but outcomes depend on interest rates and may differ.',
    'I have updated the questionnaire with the new address and the change of employer.',
    'Let us know if the risk profile in our files still fits your situation.',
    'Lunch is at {n} today, and the new printer is on the second floor.',
  ],
  zh: [
    '{name}您好，感谢您昨天抽空参加我们的电话会议。',
    '附件是您尾号{n}账户的季度对账单，请查收。',
    '投资有风险，入市需谨慎，基金过往业绩不代表未来表现。',
    '本产品年管理费为0.{n}%，主要投资于高等级债券。',
    '请确认{n}万元的转账是否已经到账。',
    '投资决策委员会定于周四{n}点开会，议程另行通知。',
    '我们已经根据您的新地址和工作变更更新了风险测评问卷。',
    '市场波动可能导致本金损失，请结合自身风险承受能力审慎决定。',
    '食堂今天{n}点开饭，二楼的打印机已经换新。',
    '研究部认为利率下行有利于债券，但仍存在不确定性。',
  ],
} as const;

const breaches = {
  en: [
    'We guarantee you a return of {n}% a year without any risk.',
    'You cannot lose money with this strategy, I promise you that.',
    'Keep the deposits below 10,000 dollars so that no report is filed.',
    'I heard from inside the company that the merger is announced on Monday, so buy before that.',
    'Message me on my private WhatsApp and delete this afterwards.',
  ],
  zh: [
    '本产品保本保收益，年化收益率不低于{n}%，零风险。',
    '内部消息，下周一公布重组方案，赶紧买入。',
    '把现金分成几笔存，每笔不超过五万，就不用上报。',
    '测评的时候我帮您选积极型，这样就能买这个产品了。',
    '把客户名单和身份证号发到我的私人微信。',
  ],
} as const;

const names = { en: ['Ms Clark', 'Mr Brown', 'Dr Patel'], zh: ['王女士', '李先生', '陈博士'] } as const;

export function complianceMessages(count: number, random: Random): TextToCheck[] {
  return Array.from({ length: count }, (_, n) => {
    const language = n % 2 === 0 ? 'en' : 'zh';
    const sentences: string[] = random.sample<string>(harmless[language], random.int(2, 6));
    if (random.chance(1 / 8))
      sentences.splice(random.int(0, sentences.length), 0, random.pick(breaches[language]));
    const text = sentences
      .map((sentence) =>
        sentence
          .replaceAll('{name}', random.pick(names[language]))
          .replaceAll('{n}', String(random.int(3, 12))),
      )
      .join(language === 'en' ? ' ' : '');
    return { id: `messages.csv#${n + 1}`, text, sender: `sender${n % 97}@example.com` };
  });
}
