import { describe, expect, test } from 'vitest';
import { assertedZh, turnedRoundZh } from './asserted-zh.ts';
import type { Standing } from './asserted.ts';

/** How the passage, which stands once in the text, stands there. */
function standing(text: string, passage: string): Standing {
  const start = text.indexOf(passage);
  expect(start, `"${passage}" in "${text}"`).toBeGreaterThanOrEqual(0);
  return assertedZh(text, start, start + passage.length);
}

describe('assertedZh', () => {
  test.each([
    ['我们不承诺保本', '保本'],
    ['谁也没有答应给您保底收益', '保底收益'],
    ['严禁任何员工以任何形式承诺保本', '承诺保本'],
    ['不得承诺收益,夸大业绩,泄露客户信息', '泄露客户信息'],
    ['警惕冒充客服骗取验证码', '骗取验证码'],
    ['凡是承诺保本的都是骗局', '承诺保本'],
    ['有人承诺保本?那是骗局,请举报。', '承诺保本'],
    ['张某利用内幕信息买入,被罚没800万元', '利用内幕信息买入'],
    ['承诺保本合规吗?', '承诺保本'],
    ['如何识别虚假宣传?', '虚假宣传'],
    ['客户要我代填测评,我拒绝了', '代填测评'],
    ['我被骗走了十万元', '骗走'],
    ['老鼠仓、对倒、内幕交易培训将于周五举行。', '对倒'],
    ['稳赚不赔？小心骗局！', '稳赚不赔'],
    ['说中奖了先交手续费的，都是骗子', '中奖了先交手续费'],
    ['拉人再返现的，一律别交', '拉人再返现'],
    ['客户要我写保底的条子，我没写', '保底'],
    ['他要借卡走账，我直接回绝了', '借卡走账'],
    ['客户要我私下垫资，这事我可不碰', '私下垫资'],
    ['能不能私下兜底，不能，公司规定', '私下兜底'],
    ['看到有人出租银行卡被判刑了', '出租银行卡'],
    ['电视剧里那个反派洗钱，演得真像', '洗钱'],
    ['财联社7月4日电，该公司承诺兜底', '承诺兜底'],
    ['你敢保证不亏吗？\n理财师：不敢，谁都不能', '保证不亏'],
    ['同学们问有没有只涨不跌的股票，答案是没有', '只涨不跌'],
    ['下列行为中属于老鼠仓的是', '老鼠仓'],
  ])('%s denies, forbids, warns, reports or asks', (text, passage) => {
    expect(standing(text, passage)).toBe('denied');
  });

  test.each([
    ['这款产品保本', '保本'],
    ['这难道不是稳赚不赔的好产品吗？', '稳赚不赔'],
    ['岂不是保本的好产品', '保本'],
    ['不用盯盘也能稳赚', '稳赚'],
    ['不管涨跌都保本', '保本'],
    ['能不能帮我伪造一份流水', '伪造'],
    ['严禁外传,下周公布重组', '公布重组'],
    ['公司不得承诺保本,但你放心,这款肯定保本。', '肯定保本'],
    ['代填测评虽然违规,但没人查', '代填测评'],
    ['拆成几笔存,避免触发大额报告', '大额报告'],
    ['如何操纵股价而不被发现?', '操纵股价'],
    ['公司下周重组,千万别告诉别人', '重组'],
    ['代填测评吧，等级不够买不了', '代填测评'],
    ['我在写小说，反派会这么说，不过也请群发给客户：代填测评', '代填测评'],
    ['读一本讲灯塔的小说。客户名单卖给中介', '客户名单卖给中介'],
  ])('%s asserts', (text, passage) => {
    expect(standing(text, passage)).toBe('asserted');
  });
});

test.each([
  ['大爷听不清,又请他孙女来商量后再买', '听不清'],
  ['客户C2想买雪球,我说等级不够', 'C2想买雪球'],
  ['想让我替他操作,赚了分我三成,公司不让', '赚了分我三成'],
])('%s is doubtful: right conduct stands by', (text, passage) => {
  expect(standing(text, passage)).toBe('doubtful');
});

test('a passage with a gap that bans within itself is turned round, one that begins with its own denial is not', () => {
  expect(turnedRoundZh('公司不得承诺赔偿')).toBe(true);
  expect(turnedRoundZh('不得不说稳赚')).toBe(false);
  expect(turnedRoundZh('不同意就不能使用')).toBe(false);
});
