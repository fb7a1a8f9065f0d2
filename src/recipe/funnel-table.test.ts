import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunFolder } from '../core/run-folder.ts';
import { buildDataset, ruleChecks } from '../data/index.ts';
import { goldProgramTeacher } from '../data/teachers/gold-program.ts';
import { growthQuestion } from '../data/test-questions.ts';
import { funnelTable } from './funnel-table.ts';

it('says why nothing went to RL', async () => {
  const home = mkdtempSync(join(tmpdir(), 'fin-r1-funnel-'));
  using run = RunFolder.create(join(home, 'run'), { recipe: {} });
  await buildDataset({
    ...{
      questions: [growthQuestion],
      teacher: goldProgramTeacher,
      checks: ruleChecks,
      samplesPerQuestion: 1,
      seed: 1,
    },
    directory: run.path('data'),
  });
  expect(funnelTable(run)).toMatch(
    /\n\nNothing went to RL and nothing was dropped: every question has a trace of teacher:gold-program that passed/,
  );
  rmSync(home, { recursive: true });
});
