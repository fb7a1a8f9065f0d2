import { describe, expect, it } from 'vitest';

import { growthQuestion, postQuestion } from '../test-questions.ts';
import { findTeacher, firstOf, offlineTeachers } from './index.ts';

describe('the registry of teachers', () => {
  it('finds each by its id and names them all in the error', () => {
    for (const teacher of offlineTeachers) expect(findTeacher(teacher.id)).toBe(teacher);
    expect(() => findTeacher('teacher:owl')).toThrow(/no offline teacher "teacher:owl"/);
  });

  it('asks several in turn and keeps the name of who answered', async () => {
    const both = firstOf([findTeacher('teacher:gold-program'), findTeacher('teacher:lexicon-analyst')]);
    expect((await both.distil(growthQuestion, 0, 1))?.model).toBe('teacher:gold-program');
    expect((await both.distil(postQuestion, 0, 1))?.model).toBe('teacher:lexicon-analyst');
    expect(await both.distil({ ...growthQuestion, program: undefined }, 0, 1)).toBeNull();
  });
});
