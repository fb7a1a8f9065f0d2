import { describe, expect, it } from 'vitest';
import { readNumbers, type ParsedNumber } from '../../number.ts';
import { statuteOf } from './statutory.ts';

const number = (text: string): ParsedNumber => readNumbers(text)[0] as ParsedNumber;

describe('statuteOf', () => {
  it.each([
    ['14%', '职工福利费不超过工资薪金总额14%的部分准予扣除'],
    ['5‰', '业务招待费不超过当年销售收入的5‰'],
    ['2520', '综合所得适用10%税率，速算扣除数2520'],
    ['150%', '拨备覆盖率远高于150%的监管红线'],
    ['4.5%', 'the Basel III minimum for CET1 is 4.5%'],
    ['21%', 'at the federal corporate rate of 21%'],
  ])('%s needs no source: %s', (text, sentence) => {
    expect(statuteOf(number(text), sentence)).not.toBeNull();
  });

  it.each([
    ['2620', '综合所得适用10%税率，速算扣除数2620'],
    ['14%', 'the hurdle rate is 14%'],
    ['150%', '毛利率为150%'],
  ])('%s does: %s', (text, sentence) => {
    expect(statuteOf(number(text), sentence)).toBeNull();
  });
});
