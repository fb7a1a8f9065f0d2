import { describe, expect, it } from 'vitest';

import { verdicts, type Verdict } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { ReasoningCheck } from './reasoning-check.ts';
import { route } from './route.ts';
import { growthQuestion } from './test-questions.ts';

const outcome = (verdict: Verdict) => ({ verdict, rule: 'test', reason: 'test' });
const passed: ReasoningCheck = {
  criteria: [{ name: 'number of steps', passed: true, reason: 'met' }],
  passed: true,
};
const failed: ReasoningCheck = {
  criteria: [
    { name: 'number of steps', passed: false, reason: '2 steps' },
    { name: 'term overlap', passed: true, reason: 'met' },
  ],
  passed: false,
};
const essay: Question = { ...growthQuestion, reference: { kind: 'text', text: 'because', accepted: [] } };

describe('route', () => {
  it('keeps a right answer with good reasoning for SFT, objective or not', () => {
    expect(route(growthQuestion, outcome('correct'), passed).to).toBe('sft');
    expect(route(essay, outcome('correct'), passed).to).toBe('sft');
  });

  it('sends failed objective questions to RL and names the criteria missed', () => {
    expect(route(growthQuestion, outcome('correct'), failed)).toEqual({
      to: 'rl',
      reason: 'reasoning: number of steps',
    });
  });

  it.each(verdicts.filter((verdict) => verdict !== 'correct'))('has a stated way for %s', (verdict) => {
    const objective = verdict === 'unscorable' ? 'dropped' : verdict === 'judge-error' ? 'set-aside' : 'rl';
    expect(route(growthQuestion, outcome(verdict), null).to).toBe(objective);
    expect(route(essay, outcome(verdict), null).to).toBe(verdict === 'judge-error' ? 'set-aside' : 'dropped');
  });

  it('sets aside what a reasoning judge could not decide', () => {
    expect(route(growthQuestion, outcome('correct'), { failed: 'time-out' })).toEqual({
      to: 'set-aside',
      reason: 'the reasoning judge failed',
    });
  });
});
