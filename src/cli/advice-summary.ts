/** What `fin-r1 advise` prints, in the language of the client. */

import { join } from 'node:path';
import { answerName, foundText, sayFigure } from '../apps/advisory/index.ts';
import type { Advice } from '../apps/advisory/index.ts';

const english = {
  level: (level: number, binding: string) => `Risk level ${level} of 5 (${binding} binds).`,
  binding: { capacity: 'capacity', tolerance: 'tolerance', wanted: 'what was asked for' },
  none: 'No proposal may be made.',
  gate: 'What the suitability gate says:',
  decision: { refuse: 'refuse', caution: 'caution' },
  noRule: 'no rulebook',
  found: (found: string) => `found ${found}`,
  limit: (limit: string) => `limit ${limit}`,
  answer: (answer: string) => `from: ${answer}`,
  left: (count: number) => `${count} more on products that are refused: see the report`,
  written: 'Written: ',
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
};

const chinese: typeof english = {
  level: (level, binding) => `风险等级${level}（共5级，以${binding}为准）。`,
  binding: { capacity: '承受能力', tolerance: '承受意愿', wanted: '客户的要求' },
  none: '暂不能提供建议。',
  gate: '适当性检查结果：',
  decision: { refuse: '不予推荐', caution: '提示' },
  noRule: '无规则库',
  found: (found) => `实际为${found}`,
  limit: (limit) => `界限为${limit}`,
  answer: (answer) => `依据：${answer}`,
  left: (count) => `另有${count}项涉及不予推荐的产品，见报告`,
  written: '已写入：',
  colon: '：',
  comma: '、',
  semicolon: '；',
};

const words = { en: english, zh: chinese };

export function adviceSummary(advice: Advice, { out, pdf }: { out: string; pdf: boolean }): string {
  const { language } = advice.profile;
  const say = words[language];
  const shown = advice.findings.filter(({ product, decision }) => product === null || decision === 'caution');
  const left = advice.findings.length - shown.length;
  const findings = shown.map((finding) => {
    const { decision, product, text, rule, answer } = finding;
    const about = product === null ? '' : `${product}${say.colon}`;
    const { found, limit } = foundText(finding, language);
    const ground = [
      rule === null ? say.noRule : rule.id,
      ...(found === '' ? [] : [say.found(found)]),
      ...(limit === '' ? [] : [say.limit(limit)]),
      say.answer(answerName(answer, language)),
    ];
    return `  ${say.decision[decision]} ${about}${text[language]} [${ground.join(say.semicolon)}]`;
  });
  const names = new Map(advice.permitted.map(({ symbol, name }) => [symbol, name[language]]));
  const weights = advice.figures
    .filter(({ id }) => id.startsWith('plan.weight.'))
    .map((figure) => {
      const symbol = figure.id.slice('plan.weight.'.length);
      return `  ${sayFigure(figure, language).padStart(7)}  ${symbol}  ${names.get(symbol) ?? ''}`.trimEnd();
    });
  const files = ['advice.json', 'report.html', ...(pdf ? ['report.pdf'] : [])];
  return [
    advice.isAdvised ? say.level(advice.risk.level, say.binding[advice.risk.binding]) : say.none,
    ...weights,
    '',
    ...(advice.explanation === null ? [] : [advice.explanation.text, '']),
    ...(findings.length === 0 ? [] : [say.gate, ...findings]),
    ...(left > 0 ? [`  ${say.left(left)}`] : []),
    '',
    `${say.written}${files.map((name) => join(out, name)).join(say.comma)}`,
  ].join('\n');
}
