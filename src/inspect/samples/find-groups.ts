/** Groups of rollouts by filter, whole where one of their rollouts matches. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { excerpt } from '../excerpt.ts';
import type { GroupFilter, GroupPage, RolloutGroup } from '../shapes.ts';
import { ROLLOUT, type SampleTable } from './sample-table.ts';
import { Window, type PageRange } from '../window.ts';

const GROUPS_A_TURN = 20;

export async function findGroups(
  table: SampleTable,
  filter: GroupFilter,
  range: PageRange,
): Promise<GroupPage> {
  const marks = await table.search.find(filter.search ?? '');
  const matches = matcher(table, filter, marks);
  const { groups } = table;
  const stage = filter.stage === undefined ? undefined : (table.stages.find(filter.stage) ?? -1);
  const window = new Window(range);
  for (let group = 0; group < groups.size; group++) {
    if (stage !== undefined && groups.stage(group) !== stage) continue;
    if (filter.step !== undefined && groups.step(group) !== filter.step) continue;
    if (filter.spread !== undefined && groups.spread(group) !== filter.spread) continue;
    if (holds(table, group, matches)) window.add(group);
  }
  const items: RolloutGroup[] = [];
  for (const group of window.items) {
    items.push(groupOf(table, group));
    // Groups may be large, and each head is read.
    if (items.length % GROUPS_A_TURN === 0) await nextTurn();
  }
  return {
    ...{ total: window.total, items },
    facets: {
      stages: [...groups.stages].map((code) => table.stages.name(code)),
      verdicts: table.rolloutVerdicts,
      steps: groups.steps,
      tokens: { most: table.mostTokens },
    },
  };
}

/** Whether a rollout matches; null where every one does. */
function matcher(
  table: SampleTable,
  { verdict, minReward, maxReward, minTokens, maxTokens, truncated }: GroupFilter,
  marks: Uint8Array | null,
): ((row: number) => boolean) | null {
  const tests: ((row: number) => boolean)[] = [];
  if (verdict !== undefined) tests.push((row) => table.verdictAt(row) === verdict);
  if (truncated !== undefined) tests.push((row) => (table.truncated.at(row) === 1) === truncated);
  if (minReward !== undefined) tests.push((row) => table.reward.at(row) >= minReward);
  if (maxReward !== undefined) tests.push((row) => table.reward.at(row) <= maxReward);
  if (minTokens !== undefined) tests.push((row) => table.tokens.at(row) >= minTokens);
  if (maxTokens !== undefined) tests.push((row) => table.tokens.at(row) <= maxTokens);
  if (marks !== null) tests.push((row) => marks[row] === 1);
  return tests.length === 0 ? null : (row) => tests.every((test) => test(row));
}

function holds(table: SampleTable, group: number, matches: ((row: number) => boolean) | null): boolean {
  if (matches === null) return true;
  const last = table.groups.last(group);
  for (let row = table.groups.first(group); row <= last; row++)
    if (table.kind.at(row) === ROLLOUT && matches(row)) return true;
  return false;
}

function groupOf(table: SampleTable, group: number): RolloutGroup {
  const { groups } = table;
  const rollouts = [];
  let question = '';
  for (let row = groups.first(group); row <= groups.last(group); row++) {
    if (table.kind.at(row) !== ROLLOUT) continue;
    const kept = table.rollout(row);
    question ||= kept.question;
    rollouts.push(kept.head);
  }
  return {
    stage: table.stages.name(groups.stage(group)),
    step: groups.step(group),
    questionId: table.ids.name(groups.id(group)),
    question: excerpt(question),
    rollouts,
  };
}
