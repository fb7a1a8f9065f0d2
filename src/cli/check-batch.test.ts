import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyLog } from '../audit/index.ts';
import { fin } from './test-command.ts';

let folder: string;
let mails: string;
let flags: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-check-'));
  mails = join(folder, 'mails');
  mkdirSync(join(mails, 'old'), { recursive: true });
  writeFileSync(join(mails, 'a.txt'), 'We guarantee a return of 8% a year without any risk.');
  writeFileSync(join(mails, 'old', 'a.txt'), '本产品保本保收益，零风险。');
  writeFileSync(join(mails, 'picture.png'), Buffer.from('89504e470d0a1a0a0000', 'hex'));
  writeFileSync(
    join(folder, 'chat.csv'),
    'sender,text\nAnn,Lunch at noon?\nBo,You cannot lose money with this fund.\n',
  );
  flags = ['--name', 'march', '--checks-dir', join(folder, 'checks')];
});
afterEach(() => rmSync(folder, { recursive: true }));

const march = (file: string): string => join(folder, 'checks', 'march', file);
const run = (...args: string[]) => fin(['check', mails, join(folder, 'chat.csv'), ...flags, ...args]);

it(
  'checks files and folders as a batch, goes on with it, and lets officers decide',
  { timeout: 240_000 },
  async () => {
    const first = await run('--by', 'Ann');
    expect([first.code, first.stdout]).toEqual([2, expect.stringContaining('4 texts:')]);
    expect(first.stderr).toMatch(/unreadable: picture\.png[^]*unreadable: 1 file; all others were checked/);
    expect(first.stderr).toMatch(/check +done in/);
    const results = readFileSync(march('results.jsonl'), 'utf8');
    expect(['a.txt', 'old/a.txt', 'chat.csv#'].every((id) => results.includes(`"id":"${id}`))).toBe(true);
    expect(readFileSync(march('report.html'), 'utf8')).toContain('picture.png');
    expect(verifyLog(march('audit.jsonl'))).toMatchObject({ records: 6, faults: [] });

    const queue = (...args: string[]) => fin(['queue', ...args, '--checks-dir', join(folder, 'checks')]);
    const listed = await queue('list', 'march', '--decision', 'breach', '--json');
    const [item] = listed.stdout
      .split('\n')
      .map((line) => (line === '' ? null : (JSON.parse(line) as { id: string })));
    const id = item?.id ?? '';
    expect((await queue('list', 'march')).stdout).toContain(id);
    expect((await queue('assign', 'march', id, '--to', 'Bo', '--by', 'Ann')).stdout).toBe(
      `${id}  assigned to Bo\n`,
    );
    expect((await queue('overrule', 'march', id, '--reason', 'A quotation.')).stdout).toBe(
      `${id}  overruled\n`,
    );
    expect(await queue('overrule', 'march', '9:none', '--reason', 'x')).toMatchObject({ code: 2 });
    expect(await queue('accept', 'march', id, '--by', 'Zoe')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('so a reason is needed') as string,
    });
    const out = join(folder, 'rows.jsonl');
    expect((await queue('export', 'march', '--as', 'questions', '--out', out)).stdout).toContain(
      'source: own, file: rows.jsonl',
    );
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ answer: 'no', reason: 'A quotation.' });

    const again = await run();
    expect(again.stderr).toContain('4 texts were done before');
    expect(again.stdout).toMatch(/findings: \d+ open, 0 assigned, 0 accepted, 1 overruled/);
    expect(readFileSync(march('report.csv'), 'utf8')).toContain('A quotation.');
    const other = await run('--rules', 'us-communications');
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringMatching(/checked by others:[^]*cn-promotion: .* → not used/),
    ]);
  },
);

it.each<[string[], string]>([
  [['--audit', 'x.jsonl'], '--audit does not go with --name'],
  [['-'], '- does not go with --name'],
  [['none.txt'], 'none.txt cannot be read: it does not exist'],
  [['--name', '../x'], 'begins with a letter or digit; the folder is made below --checks-dir'],
  [['--name', 'served'], 'is the name of what servers check'],
])('%j: refused with %s', async (args, said) => {
  const { code, stderr } = await run(...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
});

it('keeps what it can read, whatever of the named files it cannot', async () => {
  writeFileSync(join(folder, 'empty.txt'), '');
  const { code, stdout, stderr } = await fin([
    ...['check', join(folder, 'empty.txt'), join(mails, 'a.txt'), ...flags],
  ]);
  expect([code, stdout]).toEqual([2, expect.stringContaining('1 text: 1 breach')]);
  expect(stderr).toContain('unreadable: 1 file; all others were checked');
  expect(readFileSync(march('report.json'), 'utf8')).toContain('unreadable: empty.txt');
});

it('tells of batches that are not there', async () => {
  const { code, stderr } = await fin(['queue', 'list', 'april', '--checks-dir', join(folder, 'checks')]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('There is no batch named "april"')]);
});
