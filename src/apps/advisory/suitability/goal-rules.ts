/** The gate's rules on the client's goals, held against how often the simulated plan reaches them. */

import { formatFigure } from '../explain/format-figure.ts';
import type { Figure } from '../figure.ts';
import type { Goal } from '../profile/profile.ts';
import type { Language, Wording } from '../wording.ts';
import type { NewFinding } from './finding.ts';

/** Probabilities below which a goal is told of; an essential one below the first is no goal for this money. */
const CHANCE = { refuse: 0.05, caution: 0.5 };

/** Expected returns are not known well enough to tell probabilities beyond these apart. */
export const SURE_AS_TOLD = 0.95;
const UNLIKELY_AS_TOLD = 0.05;

/** A probability as it is told. */
export function toldChance(probability: number): Pick<Figure, 'value' | 'bound'> {
  if (probability > SURE_AS_TOLD) return { value: SURE_AS_TOLD, bound: 'more than' };
  if (probability < UNLIKELY_AS_TOLD) return { value: UNLIKELY_AS_TOLD, bound: 'less than' };
  return { value: probability };
}

/** E.g. `0.62`, `more than 0.95`. */
export function toldText(probability: number): number | string {
  const { value, bound } = toldChance(probability);
  return bound === undefined ? value : `${bound} ${value}`;
}

export interface GoalChance {
  goal: Goal;
  /** Share of simulated courses that pay it in full. */
  probability: number;
  /** What half of them pay of it at least; null where half of them pay it in full. */
  reachable: Figure | null;
  /** What more a month would close the gap without any return; null without a gap, where it is more than the client has left over, or for a goal that is due within the year. */
  extraPerMonth: Figure | null;
  /** Less grave goals of an earlier year: they take their money first. */
  paidBefore: Goal[];
}

/** Wishes are not held against the plan: their probabilities stand among the figures. */
export function goalFindings(chances: readonly GoalChance[]): NewFinding[] {
  return chances.flatMap((chance): NewFinding[] => {
    const { goal, probability } = chance;
    if (goal.priority === 'wish' || probability >= CHANCE.caution) return [];
    const refused = goal.priority === 'essential' && probability < CHANCE.refuse;
    return [
      {
        ...{ id: 'goal-unlikely', decision: refused ? 'refuse' : 'caution', answer: 'goals' },
        value: toldText(probability),
        ...{ limit: refused ? CHANCE.refuse : CHANCE.caution },
        figure: `goal.${goal.id}.probability`,
        text: refused ? outOfReach(chance) : unlikely(chance),
      },
    ];
  });
}

function outOfReach({ goal, reachable, extraPerMonth, paidBefore }: GoalChance): Wording {
  const before = leftOut(paidBefore);
  // The last of the ways is told with "or".
  const or = extraPerMonth === null ? { en: ' or', zh: '或' } : { en: ',', zh: '、' };
  const smaller = around(reachable, {
    en: (amount) => ` (${amount} is about what may be expected)`,
    zh: (amount) => `（预计约可达到${amount}）`,
  });
  const more = around(extraPerMonth, {
    en: (amount) => `, or some ${amount} more paid in each month`,
    zh: (amount) => `，或每月多投入约${amount}`,
  });
  return {
    en: `This plan cannot reach the essential goal ${goal.name.en}. What would help: a smaller goal${smaller.en}${or.en} a later date${more.en}.${before.en}`,
    zh: `本方案无法实现必要目标“${goal.name.zh}”。可考虑降低目标金额${smaller.zh}${or.zh}推迟时间${more.zh}。${before.zh}`,
  };
}

/** An amount in its sentence; empty without one. */
function around(figure: Figure | null, say: Record<Language, (amount: string) => string>): Wording {
  if (figure === null) return { en: '', zh: '' };
  return { en: say.en(formatFigure(figure, 'en')), zh: say.zh(formatFigure(figure, 'zh')) };
}

/** A sentence that follows another; empty where nothing is paid before. */
function leftOut(goals: readonly Goal[]): Wording {
  if (goals.length === 0) return { en: '', zh: '' };
  const en = goals.map(({ name }) => name.en).join(', ');
  const zh = goals.map(({ name }) => `“${name.zh}”`).join('、');
  return {
    en: ` Less grave goals are due earlier and take their money first; leaving them out would help: ${en}.`,
    zh: `次要目标${zh}时间更早，会先用掉资金；放弃这些目标会有帮助。`,
  };
}

/** Without numbers: a model that repeats them would need a figure for each. */
function unlikely({ goal: { name, priority }, extraPerMonth, paidBefore }: GoalChance): Wording {
  const grave = priority === 'essential' ? { en: 'essential', zh: '必要' } : { en: 'important', zh: '重要' };
  const paying = extraPerMonth === null ? { en: '', zh: '' } : { en: 'paying in more, ', zh: '增加投入、' };
  const before = leftOut(paidBefore);
  return {
    en: `The ${grave.en} goal ${name.en} will more likely be missed than reached; ${paying.en}a later date or a smaller amount would help.${before.en}`,
    zh: `${grave.zh}目标“${name.zh}”落空的可能性大于实现的可能性；${paying.zh}推迟时间或降低金额会有帮助。${before.zh}`,
  };
}
