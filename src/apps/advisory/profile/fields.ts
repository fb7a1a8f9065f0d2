/** The choices of every field of a profile that has some, for whoever draws a form. */

import {
  clientClasses,
  esgTopics,
  families,
  jurisdictions,
  knowledgeLevels,
  profileSchema,
  vulnerabilitySigns,
} from './profile.ts';

const { incomeStability, lossesLived, goals } = profileSchema.shape;

export const profileFields = {
  ...{ jurisdictions, clientClasses, esgTopics, families, knowledgeLevels, vulnerabilitySigns },
  incomeStability: incomeStability.options,
  lossesLargest: lossesLived.shape.largest.options,
  reactions: lossesLived.shape.reaction.options,
  priorities: goals.unwrap().element.shape.priority.options,
} as const satisfies Record<string, readonly string[]>;
