import { expect, it } from 'vitest';
import type { ShownRule, ShownRulebook } from '../shapes.ts';
import { foundRules } from './found-rules.ts';

const rule = (id: string, given: Partial<ShownRule>): ShownRule => ({
  ...{ id, title: id, citation: '', address: '', jurisdiction: '', topic: '', severity: 'high' },
  ...{
    language: 'en',
    rulebook: '',
    version: '',
    obligation: '',
    effective: null,
    breach: [],
    compliant: [],
  },
  ...given,
});
const book = (name: string, jurisdiction: string, rules: ShownRule[]): ShownRulebook => ({
  ...{ name, jurisdiction, rules, title: '', language: 'en', about: '', reviewed: '', version: '' },
});
const books = [
  book('us-aml', 'US', [
    rule('us-5324', { obligation: 'Cash is not split to stay below a report.' }),
    rule('us-sar', { severity: 'critical', breach: ['I told the client of the report.'] }),
  ]),
  book('cn-aml', 'CN', [rule('cn-aml-cdd', { title: '客户身份识别' })]),
];
const ids = (query: Record<string, string>): string[] => foundRules(books, query).map(({ id }) => id);

it('finds rules by rulebook, jurisdiction, severity and words of all their texts', () => {
  expect(ids({})).toEqual(['us-5324', 'us-sar', 'cn-aml-cdd']);
  expect(ids({ book: 'cn-aml' })).toEqual(['cn-aml-cdd']);
  expect(ids({ jurisdiction: 'US', severity: 'critical' })).toEqual(['us-sar']);
  expect(ids({ search: 'REPORT' })).toEqual(['us-5324', 'us-sar']);
  expect(ids({ search: 'report cash' })).toEqual(['us-5324']);
  expect(ids({ search: '身份' })).toEqual(['cn-aml-cdd']);
  expect(ids({ search: 'nothing of it' })).toEqual([]);
});
