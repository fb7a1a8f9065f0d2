import { expect, it } from 'vitest';
import { Intake } from '../data/index.ts';
import { refusedRows } from './refused-rows.ts';

it('lists rows left out by source and reason, the commonest first', () => {
  const intake = new Intake();
  const excluded = (source: string, id: string, reason: string): void =>
    intake.exclude({ source, id, reason, detail: id });
  const broken = (line: number, reason: string): void =>
    intake.quarantine({ source: 'finqa', file: 'finqa/dev.json', line, reason, excerpt: '' });
  broken(3, 'qa.answer: expected string');
  excluded('finqa', 'a', 'the program gives another value');
  excluded('finqa', 'b', 'two golds');
  excluded('finqa', 'c', 'the program gives another value');
  excluded('finqa', 'd', 'the program gives another value');
  broken(9, 'qa.program: expected string');
  excluded('tfns', 'x', 'no label');
  expect(refusedRows(intake.drain())).toEqual([
    [
      'finqa: 6 rows cannot be used and are left out:',
      '       3  the program gives another value',
      '       2  broken lines, the first finqa/dev.json:3: qa.answer: expected string',
      '       1  two golds',
    ].join('\n'),
    'tfns: 1 row cannot be used and is left out:\n       1  no label',
  ]);
  expect(refusedRows([])).toEqual([]);
});
