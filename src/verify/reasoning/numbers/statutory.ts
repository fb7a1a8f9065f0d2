/**
 * Rates and amounts that the law fixes for everybody, so that no source has to give them. Each counts only beside words of its subject.
 * China: Enterprise Income Tax Law art. 4, 28 and its implementing rules art. 40-44, 53, 90; Individual Income Tax Law, rate table for
 * comprehensive income; VAT rates since April 2019; Commercial Bank Capital Rules (2023), Liquidity Risk Rules (2018), C-ROSS II. Basel III
 * (BCBS 189, 238, 295); US interagency guidance on commercial real estate (2006) and 12 CFR 6.4. United States: IRC §11(b) corporate rate, §3101 payroll taxes, §408A.
 */

import type { ParsedNumber } from '../../number.ts';

interface Statute {
  name: string;
  subject: RegExp;
  percent?: readonly number[];
  plain?: readonly number[];
}

const STATUTES: readonly Statute[] = [
  {
    name: 'rates of the Chinese enterprise income tax',
    subject: /企业所得税|所得税|税率|税法/,
    percent: [25, 20, 15],
  },
  {
    name: 'deduction limits of the Chinese enterprise income tax',
    subject: /福利|工会|教育|招待|广告|宣传|捐赠|佣金|手续费|加计|研发/,
    percent: [14, 2, 8, 2.5, 60, 0.5, 15, 30, 12, 5, 75, 100, 200, 175],
  },
  { name: 'exemption of technology transfers', subject: /技术转让/, plain: [500, 5_000_000] },
  {
    name: 'rates of the Chinese value added tax',
    subject: /增值税|进项|销项|税率/,
    percent: [13, 9, 6, 3, 5, 1],
  },
  {
    name: 'surcharges on Chinese turnover taxes',
    subject: /城建税|城市维护建设|教育费附加|附加/,
    percent: [7, 5, 3, 2, 1],
  },
  {
    name: 'Chinese individual income tax on comprehensive income',
    subject: /个人所得税|综合所得|个税|速算|累进|基本减除|起征|免征额|级距|劳务报酬|稿酬/,
    percent: [3, 10, 20, 25, 30, 35, 45, 70, 80],
    plain: [
      60_000, 5_000, 800, 4_000, 36_000, 144_000, 300_000, 420_000, 660_000, 960_000, 2_520, 16_920, 31_920,
      52_920, 85_920, 181_920, 210, 1_410, 2_660, 4_410, 7_160, 15_160,
    ],
  },
  {
    name: 'ratios that Chinese regulators require of banks',
    subject:
      /拨备覆盖|流动性覆盖|净稳定资金|资本充足|一级资本|核心一级|杠杆率|单一(?:客户|集团|借款)|存贷比|流动性比例|不良(?:贷款)?率|拨贷比|贷款拨备/,
    percent: [150, 120, 140, 100, 10.5, 8.5, 7.5, 8, 6, 5, 4, 10, 15, 75, 25, 2.5, 1.5],
  },
  {
    name: 'solvency ratios that Chinese regulators require of insurers',
    subject: /偿付能力|风险综合评级/,
    percent: [50, 100, 60, 120],
  },
  {
    name: 'ratios of the Basel framework and of US bank regulators',
    subject:
      /\b(?:CET ?1|tier ?[12]|basel|capital ratio|leverage ratio|LCR|NSFR|liquidity coverage|well[- ]capitali[sz]ed|capital conservation|CRE|single[- ]borrower|lending limit)\b/i,
    percent: [4.5, 6, 6.5, 8, 10, 10.5, 8.5, 7, 2.5, 3, 4, 5, 100, 300, 15, 25],
  },
  { name: 'rate of the US corporate income tax', subject: /\bcorporate|federal|statutory\b/i, percent: [21] },
  {
    name: 'US payroll taxes',
    subject: /social security|medicare|payroll|fica/i,
    percent: [6.2, 1.45, 12.4, 2.9, 7.65, 15.3],
  },
];

/** The statute that fixes the number, where its sentence speaks of the subject. */
export function statuteOf(number: ParsedNumber, sentence: string): string | null {
  const value = Math.abs(number.value);
  for (const { name, subject, percent = [], plain = [] } of STATUTES) {
    const own = number.unit === 'percent' ? percent : number.unit === 'plain' ? plain : [];
    const fits = own.includes(value) || (number.power === 4 && own.includes(value / 10_000));
    if (fits && subject.test(sentence)) return name;
  }
  return null;
}
