import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisions, type CheckedText } from '../apps/compliance/index.ts';
import { tinyModel } from '../engine/test-model.ts';
import { fin } from './test-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'fin-r1-check-'));
const at = (name: string): string => join(folder, name);
let model: Awaited<ReturnType<typeof tinyModel>>;

beforeAll(async () => {
  model = await tinyModel();
  writeFileSync(at('a.txt'), 'Hello,\n\nwe guarantee you a return of 12% a year.\n');
  const rows = ['{"text":"We guarantee you a return of 12% a year."}', '{"text":', '{"text":"See you."}'];
  writeFileSync(at('bad.jsonl'), rows.join('\n'));
  writeFileSync(at('b.csv'), 'who,words\nAnn,See you on Friday.\nBob,Your return is guaranteed.\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(model.directory, { recursive: true });
});

describe('fin-r1 check', { timeout: 240_000 }, () => {
  it('shows verdict, rule, the words in their line, and ends with 1 for a breach', async () => {
    const { code, stdout, stderr } = await fin(['check', at('a.txt'), '--rules', 'us-communications']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^BREACH {2}a\.txt$/m);
    expect(stdout).toContain('breach  us-2210-promissory  FINRA Rule 2210(d)(1)(B)  high');
    expect(stdout).toMatch(/^ {4}3:\d+ .*».*guarantee.*«.* of 12% a year\.$/m);
    expect(stdout).toContain('1 text: 1 breach, 0 needs review, 0 compliant, 0 not applicable');
    expect(stdout).toContain('no model was used');
  });

  it('reads standard input, and ends with 0 without a breach', async () => {
    const { code, stdout } = await fin(['check', '-', '--json'], undefined, 'See you on Friday.');
    const checked = JSON.parse(stdout) as CheckedText;
    expect([code, checked.id, checked.decision]).toEqual([0, 'stdin', 'not applicable']);
    expect(checked.notApplicable).toBeGreaterThan(0);
  });

  it('writes each verdict into an audit log that holds', async () => {
    const log = at('audit.jsonl');
    const { code, stdout } = await fin([
      ...['check', at('b.csv'), '--column', 'words', '--sender-column', 'who', '--json', '--audit', log],
      ...['--by', 'Officer', '--rules', 'us-communications'],
    ]);
    const ids = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as CheckedText).id);
    expect([code, ids]).toEqual([1, ['b.csv#1', 'b.csv#2']]);
    expect(readFileSync(log, 'utf8')).toContain('"name":"Officer"');
    expect((await fin(['audit', 'verify', log])).code).toBe(0);
  });

  it('goes on where a model of this machine gives nothing that can be read, and says so', async () => {
    const run = [
      'check',
      at('a.txt'),
      '--model',
      model.folder,
      '--runs-dir',
      at('runs'),
      '--rules',
      'us-communications',
    ];
    const { code, stdout } = await fin([...run, '--json']);
    const { decision, modelFaults, model: id } = JSON.parse(stdout) as CheckedText;
    expect([code, decision, id]).toEqual([1, decisions[0], model.folder]);
    expect(modelFaults.length).toBeGreaterThan(0);
    expect((await fin(run)).stdout).toMatch(/model fault {2}us-2210-promissory: /);
  });

  it('checks all rows that can be read, lists the others, and ends with 2', async () => {
    const alone = await fin(['check', at('bad.jsonl')]);
    expect([alone.code, alone.stdout]).toEqual([2, expect.stringContaining('2 texts: 1 breach')]);
    expect(alone.stderr).toMatch(/unreadable: bad\.jsonl, line 2 is not valid JSON[^]*unreadable: 1 row;/);
  });

  it('checks all files that can be read, tells the others, and ends with 2', async () => {
    writeFileSync(at('empty.txt'), '');
    writeFileSync(at('broken.docx'), 'PK\u0003\u0004 no archive');
    const files = [at('empty.txt'), at('a.txt'), at('broken.docx'), at('b.csv')];
    const { code, stdout, stderr } = await fin(['check', ...files, '--column', 'words', '--json']);
    const ids = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as CheckedText).id);
    expect([code, ids]).toEqual([2, ['a.txt', 'b.csv#1', 'b.csv#2']]);
    expect(stderr).toMatch(
      /unreadable: empty\.txt [^]*unreadable: broken\.docx[^]*unreadable: 2 files; all others were checked/,
    );
  });

  it('checks nothing where a path is not there', async () => {
    const { code, stdout, stderr } = await fin(['check', at('a.txt'), at('none.txt')]);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('it does not exist')]);
  });

  it('keeps in a batch which rows it could not read', async () => {
    const batch = await fin(['check', at('bad.jsonl'), '--name', 'bad', '--checks-dir', at('checks')]);
    expect([batch.code, batch.stdout]).toEqual([2, expect.stringContaining('2 texts: 1 breach')]);
    expect(readFileSync(join(at('checks'), 'bad', 'report.json'), 'utf8')).toContain(
      'unreadable: bad.jsonl, line 2',
    );
  });

  it.each([
    [['FILE', '--redact', '--allow-pii'], 'cannot be used with'],
    [['FILE', '--rules', 'cn-aml', '--date', '1990-01-01'], 'no rule of cn-aml was in force on 1990-01-01'],
    [['none.txt'], 'none.txt cannot be read: it does not exist'],
    [['FILE', '--rules', 'us-none'], 'there is no rulebook "us-none"'],
    [['FILE', '--date', 'soon'], '--date soon is no day'],
    [['FILE', '--date', '2026-02-30'], '--date 2026-02-30 is no day'],
    [['FILE', '--model', 'run:none@grpo'], 'none'],
    [['CSV'], 'no column that is known to hold texts'],
    [['-'], 'stdin is empty'],
  ])('ends with 2 for %j', async (args, why) => {
    const named = args.map((arg) => ({ FILE: at('a.txt'), CSV: at('b.csv') })[arg] ?? arg);
    const { code, stderr } = await fin(['check', ...named, '--runs-dir', at('runs')]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
    expect(stderr).not.toMatch(/ at .*\.ts:/);
  });
});
