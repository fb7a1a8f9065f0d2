/** Titles, units and numbers of measures, for people. */

import { durationText, shareText, valueText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import type { Measure, MeasureForm } from './measures.ts';

/** How a value of this form is written. */
export function formText(form: MeasureForm): (value: number) => string {
  switch (form) {
    case 'share':
      return shareText;
    case 'seconds':
      return secondsText;
    case 'value':
      return valueText;
  }
}

function secondsText(seconds: number): string {
  return seconds < 60 ? `${valueText(seconds)} s` : durationText(seconds);
}

/** @param family GRPO's loss is another thing than that of the others. */
export function useMeasureTitle(family: string): (measure: Measure) => string {
  const {
    runs: { curves: text },
  } = useTexts();
  return ({ key }) => {
    if (key === 'loss' && family === 'reinforced') return text.policyLoss;
    return key.startsWith('losses.') ? key.slice('losses.'.length) : (text.measures[key] ?? key);
  };
}

export function useMeasureUnit(family: string): (measure: Measure) => string | undefined {
  const {
    runs: { curves: text },
  } = useTexts();
  return ({ key }) =>
    key === 'loss' && family === 'reinforced' ? undefined : text.units[key.split('.')[0] ?? key];
}
