import { describe, expect, it } from 'vitest';
import { MappedText } from '../hardening/mapped-text.ts';
import { isCard, isIban, isResidentId, isSsn } from './checksums.ts';
import { findPii } from './find-pii.ts';
import { redacted } from './redact.ts';

describe('check digits', () => {
  it('tell numbers from others', () => {
    // Published examples: GB 11643-1999; ISO 7812 test cards; ISO 13616 registry.
    expect(['11010519491231002X', '440524188001010014'].map(isResidentId)).toEqual([true, true]);
    expect(['110105194912310021', '11010519490231002X'].map(isResidentId)).toEqual([false, false]);
    expect(['4111111111111111', '378282246310005', '6200000000000005'].map(isCard)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['4111111111111112', '9111111111111111'].map(isCard)).toEqual([false, false]);
    expect(['GB82WEST12345698765432', 'DE89370400440532013000'].map(isIban)).toEqual([true, true]);
    expect(['GB82WEST12345698765431', 'DE8937040044'].map(isIban)).toEqual([false, false]);
    expect(['123456789', '000456789', '666456789', '987654321', '123006789'].map(isSsn)).toEqual([
      ...[true, false, false, false, false],
    ]);
  });
});

describe('findPii', () => {
  it.each([
    ['身份证11010519491231002X，请核对', 'ID', '11010519491231002X'],
    ['身份证 110105 19491231 002x', 'ID', '110105 19491231 002x'],
    ['卡号6200 0000 0000 0005转账', 'CARD', '6200 0000 0000 0005'],
    ['请打13812345678找我', 'PHONE', '13812345678'],
    ['电话+86 138-1234-5678', 'PHONE', '+86 138-1234-5678'],
    ['座机010-62345678', 'PHONE', '010-62345678'],
    ['护照号码：E12345678', 'PASSPORT', 'E12345678'],
    ['银行账号：622202100112', 'ACCOUNT', '622202100112'],
    ['my SSN is 123-45-6789.', 'SSN', '123-45-6789'],
    ['Social security number 123456789', 'SSN', '123456789'],
    ['wire to GB82 WEST 1234 5698 7654 32 today', 'IBAN', 'GB82 WEST 1234 5698 7654 32'],
    ['card 4111 1111 1111 1111 2024', 'CARD', '4111 1111 1111 1111'],
    ['card 4111.1111.1111.1111 it is', 'CARD', '4111.1111.1111.1111'],
    ['HKID A123456(3) enclosed', 'ID', 'A123456(3)'],
    ['香港身份证A123456(3)', 'ID', 'A123456(3)'],
    ['台湾身份证A123456789', 'ID', 'A123456789'],
    ['National Insurance number QQ 12 34 56 C.', 'ID', 'QQ 12 34 56 C'],
    ['ITIN 912-70-1234', 'ID', '912-70-1234'],
    ['EIN 12-3456789', 'ID', '12-3456789'],
    ['sort code 20-00-00 and', 'ACCOUNT', '20-00-00'],
    ['routing number 021000021', 'ACCOUNT', '021000021'],
    ['扣扣12345678', 'ACCOUNT', '12345678'],
    ['加V：abc88xyz', 'ACCOUNT', 'abc88xyz'],
    ['一三八 1234 5678', 'PHONE', '一三八 1234 5678'],
    ['138一二三四5678', 'PHONE', '138一二三四5678'],
    ['please call 555-0100 today', 'PHONE', '555-0100'],
    ['cc: Priya Raghunathan', 'NAME', 'Priya Raghunathan'],
    ['From: Wolfgang Petersen <w>', 'NAME', 'Wolfgang Petersen'],
    ['我叫欧阳娜娜，想开户', 'NAME', '欧阳娜娜'],
    ['call (212) 555-0142 now', 'PHONE', '(212) 555-0142'],
    ['call +44 20 7946 0958', 'PHONE', '+44 20 7946 0958'],
    ['call 0049 151 23456789 now', 'PHONE', '0049 151 23456789'],
    ['电话0086 13812345678', 'PHONE', '0086 13812345678'],
    ['Her passport C01X00T47 is in', 'PASSPORT', 'C01X00T47'],
    ['加微信号 wxid_abc123，聊', 'ACCOUNT', 'wxid_abc123'],
    ['my WeChat zhang_2024', 'ACCOUNT', 'zhang_2024'],
    ['加QQ 123456789咨询', 'ACCOUNT', '123456789'],
    ['See you. Regards, Maria Kowalski', 'NAME', 'Maria Kowalski'],
    ["Dear Mr. O'Brien-Jones, hello", 'NAME', "O'Brien-Jones"],
    ['The form is in.\nBest, Anna', 'NAME', 'Anna'],
    ['See the file.\n\nKind regards,\nPieter', 'NAME', 'Pieter'],
    ['Filed today.\n— Ilse', 'NAME', 'Ilse'],
    ['please ask Liz tomorrow', 'NAME', 'Liz'],
    ['We met Tom Beasley today', 'NAME', 'Tom Beasley'],
    ['资料在附件里，谢谢，小王', 'NAME', '小王'],
    ['请查收。\n——李娜', 'NAME', '李娜'],
    ['顺祝商祺\n陈晓明', 'NAME', '陈晓明'],
    ['您的账户问题何伟会联系您', 'NAME', '何伟'],
    ['请联系张伟，他负责开户', 'NAME', '张伟'],
    ['小陈，名单发我', 'NAME', '小陈'],
    ['孙奶奶今天来过', 'NAME', '孙'],
    ['DOB 12/03/1981, single', 'BIRTHDAY', '12/03/1981'],
    ['date of birth: 3 March 1981', 'BIRTHDAY', '3 March 1981'],
    ['She was born on March 3rd, 1981.', 'BIRTHDAY', 'March 3rd, 1981'],
    ['出生日期：1981年3月12日', 'BIRTHDAY', '1981年3月12日'],
    ['客户1981年3月12日出生', 'BIRTHDAY', '1981年3月12日'],
    ['他生日是3月12号', 'BIRTHDAY', '3月12号'],
    ['出生年月 198103', 'BIRTHDAY', '198103'],
    ["driver's license D1234567", 'ID', 'D1234567'],
    ['驾驶证号 310110199001', 'ID', '310110199001'],
    ['jo.smith+x@example.co.uk wrote', 'EMAIL', 'jo.smith+x@example.co.uk'],
  ])('%s', (text, kind, passage) => {
    expect(findPii(text).map((pii) => [pii.kind, text.slice(pii.start, pii.end)])).toEqual([[kind, passage]]);
  });

  it.each([
    'Revenue was 1,234,567,890 in 2024 and 4111111111111112 units.',
    '2024年营业收入12345678900元，增长12.5%',
    'ISIN US0378331005, CUSIP 037833100, order 20240131-123456',
    'Codes 002371 300750 600519, 001979 000001; WeChat moments and QQ Music, a passport for 2026',
    'Best Western Hotel\nThanks, see the Annual Report.',
    'Thanks, Team',
    'Best,\nCompliance',
    'Thanks, all. Best regards',
    'Edward Jones, Raymond James and the Russell 2000 fell on 12 March 2024.',
    'The fund was born in 2012; the report was dated 3 March 2024. Happy birthday!',
    '小高层房价下跌，老城区改造，小张贴画，谢谢，收到',
    '华明公司高明的策略，王牌产品，方正证券，张江高科，何时赎回都行，万一亏损',
    '基金成立于2012年3月5日，2024年3月出现亏损，生日礼物已送到。',
    '请客户经理联系客户，由理财经理负责；严格按规定，罗列清楚，谢谢大家',
    'FINRA Rule 2210(d)(1)(B), 17 CFR 275.206(4)-1, 2024-01-31, 555-1234',
  ])('leaves %s', (text) => {
    expect(findPii(text)).toEqual([]);
  });
});

describe('redacted', () => {
  it('numbers one value once, and knows what stood there', () => {
    const original = 'Ask 13812345678 or a@b.com; 138-1234-5678 is the same, 13912345678 is not.';
    const text = redacted(MappedText.of(original));
    expect(text.text).toBe('Ask [PHONE 1] or [EMAIL 1]; [PHONE 1] is the same, [PHONE 2] is not.');
    const at = text.text.indexOf('[PHONE 1] is the same');
    expect(text.quote(at, at + 21).text).toBe('138-1234-5678 is the same');
  });
});
