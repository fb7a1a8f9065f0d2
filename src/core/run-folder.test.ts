import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from './errors.ts';
import { isRunning } from './is-running.ts';
import { RunFolder } from './run-folder.ts';
import { takeLock } from './run-lock.ts';

const recipe = { name: 'nano', seed: 7, sft: { steps: 100, learningRate: 1e-3 } };
let home: string;
let directory: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-run-'));
  directory = join(home, 'nano');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A process id that has certainly ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('RunFolder.create', () => {
  it('writes the recipe and what it ran on', () => {
    using run = RunFolder.create(directory, { recipe, dataHashes: { finqa: 'abc' } });
    expect(run.resumed).toBe(false);
    expect(run.name).toBe('nano');
    expect(run.recipe).toEqual(recipe);
    const facts = run.facts;
    expect(facts.dataHashes).toEqual({ finqa: 'abc' });
    expect(facts.starts).toHaveLength(1);
    expect(facts.starts[0]?.node).toBe(process.version);
    expect(facts.starts[0]?.packages['onnxruntime-node']).toMatch(/^\d+\.\d+/);
    expect(Date.parse(facts.starts[0]?.time ?? '')).toBeGreaterThan(0);
  });

  it('resumes when the resolved recipe is the same, whatever the order of its keys', () => {
    RunFolder.create(directory, { recipe }).close();
    using run = RunFolder.create(directory, {
      recipe: { seed: 7, sft: { learningRate: 1e-3, steps: 100 }, name: 'nano' },
    });
    expect(run.resumed).toBe(true);
    expect(run.facts.starts).toHaveLength(2);
  });

  it('refuses another recipe and names each key with both values', () => {
    RunFolder.create(directory, { recipe }).close();
    const other = { ...recipe, sft: { steps: 200, learningRate: 1e-3, warmup: 5 } };
    expect(() => RunFolder.create(directory, { recipe: other })).toThrow(
      /sft\.steps: 100 → 200\n {2}sft\.warmup: unset → 5/,
    );
    using same = RunFolder.create(directory, { recipe });
    expect(same.recipe).toEqual(recipe);
  });

  it('refuses changed data', () => {
    RunFolder.create(directory, { recipe, dataHashes: { finqa: 'abc' } }).close();
    expect(() => RunFolder.create(directory, { recipe, dataHashes: { finqa: 'xyz' } })).toThrow(
      /finqa has changed/,
    );
    using run = RunFolder.create(directory, { recipe, dataHashes: { tfns: '1' } });
    expect(run.facts.dataHashes).toEqual({ finqa: 'abc', tfns: '1' });
    expect(() => run.recordDataHashes({ tfns: '2' })).toThrow(/tfns has changed: hash 1 there, 2 now/);
  });

  it('refuses a folder that holds something else and leaves it as it was', () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'thesis.txt'), 'mine');
    expect(() => RunFolder.create(directory, { recipe })).toThrow(/is not a run \(it holds thesis\.txt\)/);
    expect(existsSync(join(directory, 'run.lock'))).toBe(false);
  });

  it('is taken over from a killed process that its parent has not yet taken note of', () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const directory = join(home, 'zombie');
    mkdirSync(directory);
    const lock = { pid: child.pid, host: hostname(), since: '', token: 'theirs' };
    writeFileSync(join(directory, 'run.lock'), JSON.stringify(lock));
    expect(() => takeLock(join(directory, 'run.lock'))).toThrow(/is being written by process/);
    process.kill(child.pid as number, 'SIGKILL');
    // This thread must not look at its children before it has looked at the lock.
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let i = 0; i < 1000 && isRunning(child.pid as number); i++) Atomics.wait(clock, 0, 0, 10);
    takeLock(join(directory, 'run.lock'))();
  });

  it('starts afresh where a run was killed before its recipe was written', () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'run.json'), '{"name":"na');
    using run = RunFolder.create(directory, { recipe });
    expect(run.resumed).toBe(false);
    expect(run.facts.starts).toHaveLength(1);
  });
});

describe('the lock', () => {
  it('keeps a second writer out and lets it in after close', () => {
    const first = RunFolder.create(directory, { recipe });
    expect(() => RunFolder.create(directory, { recipe })).toThrow(`process ${process.pid}`);
    first.close();
    using second = RunFolder.create(directory, { recipe });
    expect(second.resumed).toBe(true);
  });

  it('is taken over from a dead process, from an earlier process with our id, and when it was cut short', () => {
    RunFolder.create(directory, { recipe }).close();
    for (const pid of [deadPid(), process.pid]) {
      const lock = { pid, host: hostname(), since: '2026-01-01', token: 'old' };
      writeFileSync(join(directory, 'run.lock'), JSON.stringify(lock));
      RunFolder.create(directory, { recipe }).close();
    }
    writeFileSync(join(directory, 'run.lock'), '{"pid":');
    RunFolder.create(directory, { recipe }).close();
    expect(existsSync(join(directory, 'run.lock'))).toBe(false);
  });

  it('is taken over although a process died while it took it over', () => {
    RunFolder.create(directory, { recipe }).close();
    const left = JSON.stringify({ pid: deadPid(), host: hostname(), since: '2026-01-01', token: 'old' });
    for (const name of ['run.lock', 'run.lock.takeover']) writeFileSync(join(directory, name), left);
    RunFolder.create(directory, { recipe }).close();
    expect(readdirSync(directory).filter((name) => name.startsWith('run.lock'))).toEqual([]);
  });

  it('is not taken over while another process is doing so', () => {
    RunFolder.create(directory, { recipe }).close();
    const lock = { pid: 1, host: hostname(), since: '2026-01-01', token: 'old' };
    writeFileSync(join(directory, 'run.lock'), '{"pid":');
    writeFileSync(join(directory, 'run.lock.takeover'), JSON.stringify(lock));
    expect(() => RunFolder.create(directory, { recipe })).toThrow(/another process is taking this run over/);
  });

  it('of another machine is respected', () => {
    RunFolder.create(directory, { recipe }).close();
    const lock = { pid: 1, host: 'elsewhere', since: '2026-01-01', token: 'old' };
    writeFileSync(join(directory, 'run.lock'), JSON.stringify(lock));
    expect(() => RunFolder.create(directory, { recipe })).toThrow(/process 1 on elsewhere/);
  });
});

describe('rows', () => {
  it('are appended and read back, each line at once on disk', () => {
    using run = RunFolder.create(directory, { recipe });
    expect(run.readJsonl('metrics.jsonl')).toEqual([]);
    run.appendJsonl('metrics.jsonl', { step: 1, loss: 2.5 });
    run.appendJsonl('metrics.jsonl', { step: 2, text: 'line\nbreak 净利润' });
    expect(readFileSync(run.path('metrics.jsonl'), 'utf8').split('\n')).toHaveLength(3);
    expect(run.readJsonl('metrics.jsonl')).toEqual([
      { step: 1, loss: 2.5 },
      { step: 2, text: 'line\nbreak 净利润' },
    ]);
  });

  it('longer than a read chunk survive', () => {
    using run = RunFolder.create(directory, { recipe });
    const rows = [70_000, 3, 200_000].map((length) => ({ text: '亿'.repeat(length) }));
    for (const row of rows) run.appendJsonl('samples.jsonl', row);
    expect(run.readJsonl('samples.jsonl')).toEqual(rows);
  });

  it('torn by a kill are cut off on resume, also when the file is nothing but a torn line', () => {
    const run = RunFolder.create(directory, { recipe });
    run.appendJsonl('metrics.jsonl', { step: 1 });
    run.close();
    appendFileSync(run.path('metrics.jsonl'), `{"step":2,"loss":${'1'.repeat(100_000)}`);
    writeFileSync(run.path('cost.jsonl'), '{"usd":0.0');
    expect(RunFolder.open(directory).readJsonl('metrics.jsonl')).toHaveLength(1);
    using resumed = RunFolder.create(directory, { recipe });
    resumed.appendJsonl('metrics.jsonl', { step: 2 });
    expect(resumed.readJsonl('metrics.jsonl')).toEqual([{ step: 1 }, { step: 2 }]);
    expect(readFileSync(resumed.path('cost.jsonl'), 'utf8')).toBe('');
  });

  it('that are broken name file and line', () => {
    using run = RunFolder.create(directory, { recipe });
    run.appendJsonl('metrics.jsonl', { step: 1 });
    appendFileSync(run.path('metrics.jsonl'), '\nnot json\n');
    expect(() => run.readJsonl('metrics.jsonl')).toThrow(/metrics\.jsonl:3: this line is not JSON: not json/);
  });

  it('that do not fit the schema name file, line and field', () => {
    using run = RunFolder.create(directory, { recipe });
    run.appendJsonl('metrics.jsonl', { step: 'two' });
    const schema = z.object({ step: z.number() });
    expect(() => run.readJsonl('metrics.jsonl', schema)).toThrow(/metrics\.jsonl:1: unexpected row at step/);
  });

  it('after the last checkpoint are dropped, and appending goes on', () => {
    using run = RunFolder.create(directory, { recipe });
    for (const step of [1, 2, 3, 4]) run.appendJsonl('metrics.jsonl', { step });
    expect(run.truncateJsonl('metrics.jsonl', (row) => Number(row.step) <= 2)).toBe(2);
    run.appendJsonl('metrics.jsonl', { step: 3, again: true });
    expect(run.readJsonl('metrics.jsonl')).toEqual([{ step: 1 }, { step: 2 }, { step: 3, again: true }]);
    expect(run.truncateJsonl('samples.jsonl', () => false)).toBe(0);
  });

  it('cannot be appended by a reader', () => {
    RunFolder.create(directory, { recipe }).close();
    const reader = RunFolder.open(directory);
    expect(() => reader.appendJsonl('metrics.jsonl', { step: 1 })).toThrow(/opened for reading/);
  });
});

describe('files', () => {
  it('are written aside and renamed; a failed write leaves the old text and no debris', () => {
    using run = RunFolder.create(directory, { recipe });
    run.writeAtomic('data/funnel.json', '{"asked":1}');
    run.writeAtomic('data/funnel.json', '{"asked":2}');
    expect(run.readJson('data/funnel.json', z.object({ asked: z.number() }))).toEqual({ asked: 2 });
    mkdirSync(run.path('occupied', 'by-a-folder'), { recursive: true });
    expect(() => run.writeAtomic('occupied', 'text')).toThrow();
    expect(existsSync(run.path(`occupied.tmp-${process.pid}`))).toBe(false);
  });

  it('that do not fit say where', () => {
    using run = RunFolder.create(directory, { recipe });
    run.writeAtomic('results.json', '{"seed":"x"}');
    expect(() => run.readJson('results.json', z.object({ seed: z.number() }))).toThrow(
      /results\.json[^]*seed/,
    );
    expect(() => run.readJson('none.json', z.object({}))).toThrow(/none\.json: no such file/);
  });

  it('of a run are asked for where there is none', () => {
    expect(() => RunFolder.open(home)).toThrow(/there is no run in this folder/);
  });
});

it('says of a place that cannot be a folder what to do', () => {
  const file = join(home, 'file');
  writeFileSync(file, '');
  expect(() => RunFolder.create(join(file, 'run'), { recipe: {} })).toThrow(InputError);
  expect(() => RunFolder.create(join(file, 'run'), { recipe: {} })).toThrow(/cannot be used as a run folder/);
});
