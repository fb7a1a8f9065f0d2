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

export interface GoalChance {
  goal: Goal;
  /** Share of simulated courses that pay it in full. */
  probability: number;
  /** What half of them pay of it at least; null where half of them pay it in full. */
  reachable: Figure | null;
  /** What more a month would close the gap without any return; null without a gap, or for a goal that is due within the year. */
  extraPerMonth: Figure | null;
}

/** Wishes are not held against the plan: their probabilities stand among the figures. */
export function goalFindings(chances: readonly GoalChance[]): NewFinding[] {
  return chances.flatMap((chance): NewFinding[] => {
    const { goal, probability } = chance;
    if (goal.priority === 'wish' || probability >= CHANCE.caution) return [];
    const { value, bound } = toldChance(probability);
    const refused = goal.priority === 'essential' && probability < CHANCE.refuse;
    return [
      {
        ...{ id: 'goal-unlikely', decision: refused ? 'refuse' : 'caution', answer: 'goals' },
        value: bound === undefined ? value : `${bound} ${value}`,
        ...{ limit: refused ? CHANCE.refuse : CHANCE.caution },
        figure: `goal.${goal.id}.probability`,
        text: refused ? outOfReach(chance) : unlikely(goal),
      },
    ];
  });
}

function outOfReach({ goal, reachable, extraPerMonth }: GoalChance): Wording {
  const said = (figure: Figure | null, around: (amount: string) => string, language: Language): string =>
    figure === null ? '' : around(formatFigure(figure, language));
  return {
    en: `This money cannot reach the essential goal ${goal.name.en}. What would help: a smaller goal${said(
      reachable,
      (amount) => ` (${amount} is about what may be expected)`,
      'en',
    )}, a later date${said(extraPerMonth, (amount) => `, or some ${amount} more paid in each month`, 'en')}.`,
    zh: `这笔资金无法实现必要目标“${goal.name.zh}”。可考虑降低目标金额${said(
      reachable,
      (amount) => `（预计约可达到${amount}）`,
      'zh',
    )}、推迟时间${said(extraPerMonth, (amount) => `，或每月多投入约${amount}`, 'zh')}。`,
  };
}

/** Without numbers: a model that repeats them would need a figure for each. */
function unlikely({ name, priority }: Goal): Wording {
  const grave = priority === 'essential' ? { en: 'essential', zh: '必要' } : { en: 'important', zh: '重要' };
  return {
    en: `The ${grave.en} goal ${name.en} will more likely be missed than reached; paying in more, a later date or a smaller amount would help.`,
    zh: `${grave.zh}目标“${name.zh}”落空的可能性大于实现的可能性；增加投入、推迟时间或降低金额会有帮助。`,
  };
}
