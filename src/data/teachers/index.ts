/** The offline teachers, by id. */

import { InputError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import { finsimTeacher } from '../finsim/index.ts';
import type { OfflineTeacher, Teacher } from '../teacher.ts';
import { goldProgramTeacher } from './gold-program.ts';
import { lexiconAnalyst } from './lexicon-analyst.ts';

export const offlineTeachers: readonly OfflineTeacher[] = [finsimTeacher, goldProgramTeacher, lexiconAnalyst];

/** The teacher called `id`. Throws `InputError` naming the known ones. */
export function findTeacher(id: string): OfflineTeacher {
  const teacher = offlineTeachers.find((candidate) => candidate.id === id);
  if (teacher) return teacher;
  const known = offlineTeachers.map((one) => one.id);
  const near = nearest(id, known);
  throw new InputError(
    `there is no offline teacher "${id}"${near === undefined ? '' : `; did you mean ${near}?`}`,
    { code: 'unknown-teacher', hint: `Known teachers: ${known.join(', ')}.` },
  );
}

/** One teacher out of several: the first that can answer a question does. Traces keep the name of who wrote them. */
export function firstOf(teachers: readonly Teacher[]): Teacher {
  const [only] = teachers;
  if (only !== undefined && teachers.length === 1) return only;
  return {
    id: teachers.map((teacher) => teacher.id).join('+'),
    async distil(question, sample, seed) {
      for (const teacher of teachers) {
        const trace = await teacher.distil(question, sample, seed);
        if (trace !== null) return trace;
      }
      return null;
    },
  };
}
