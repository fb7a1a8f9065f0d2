/**
 * Training questions without those that an evaluation would meet again, and without repeats of each other. What is left out goes
 * through the intake into the funnel, the evaluated text that was met into `decontamination.jsonl`.
 */

import type { Question } from '../core/question.ts';
import { Decontaminator, finsimBenchmarks, leftOutReason, NearDuplicates } from '../data/index.ts';
import type { Intake } from '../data/index.ts';
import { questionKey } from './questions.ts';

/**
 * Leaves out what is in `heldOut`, stands on its documents or shows through, and what another training question says already.
 * What it must remember of a million questions lies in `scratch`, a folder, until the last one.
 */
export async function* decontaminated(
  questions: AsyncIterable<Question>,
  heldOut: readonly Question[],
  { intake, scratch }: { intake: Intake; scratch?: string },
): AsyncGenerator<Question> {
  const decontaminator = new Decontaminator();
  for (const question of heldOut) decontaminator.add(question);
  const keys = new Set(heldOut.map(questionKey));
  const clusters = new Set(heldOut.map(clusterKey));
  using duplicates = new NearDuplicates(scratch);
  for await (const question of questions) {
    const { source, id } = question;
    const same = keys.has(questionKey(question));
    if (same || clusters.has(clusterKey(question))) {
      const reason = same ? leftOutReason.evaluated : leftOutReason.onEvaluatedDocument;
      intake.exclude({ source, id, reason, detail: question.cluster, question });
      continue;
    }
    // Written questions are apart by their companies, and alike in everything else.
    if (!finsimBenchmarks.includes(source)) {
      const hit = decontaminator.check(question);
      if (hit !== null) {
        const reason = leftOutReason.contaminated(hit.kind);
        const detail = `${hit.against.source}/${hit.against.id}`;
        intake.contaminated({ source, id, reason, detail, question, hit });
        continue;
      }
      const twin = duplicates.seen(question);
      if (twin !== null) {
        const reason = leftOutReason.repeated(twin.conflict);
        const detail = leftOutReason.repeatedDetail(twin.of, twin.score);
        intake.exclude({ source, id, reason, detail, question });
        continue;
      }
    }
    yield question;
  }
}

function clusterKey({ source, cluster }: Question): string {
  return `${source}/${cluster}`;
}
