/** The profile as it is being filled in, and ways to change it. */

import { useStore } from '../../state/store.ts';
import type { Draft, DraftDebt, DraftGoal, Value } from '../draft.ts';
import { draft as current } from '../kept-advice.ts';

export function useDraft() {
  const draft = useStore(current);
  // Of the draft as it is now: two changes in one tick must not undo each other.
  const change = (patch: (now: Draft) => Partial<Draft>): void =>
    current.set({ ...current.get(), ...patch(current.get()) });
  const changed = <T>(list: readonly T[], index: number, patch: Partial<T>): T[] =>
    list.map((one, i) => (i === index ? { ...one, ...patch } : one));
  return {
    draft,
    set: (field: string, value: Value): void =>
      change(({ values }) => ({ values: { ...values, [field]: value } })),
    setGoals: (next: (goals: readonly DraftGoal[]) => readonly DraftGoal[]): void =>
      change(({ goals }) => ({ goals: next(goals) })),
    setGoal: (index: number, patch: Partial<DraftGoal>): void =>
      change(({ goals }) => ({ goals: changed(goals, index, patch) })),
    setDebts: (next: (debts: readonly DraftDebt[]) => readonly DraftDebt[]): void =>
      change(({ debts }) => ({ debts: next(debts) })),
    setDebt: (index: number, patch: Partial<DraftDebt>): void =>
      change(({ debts }) => ({ debts: changed(debts, index, patch) })),
  };
}
