/** The room Evaluate, in English. */

export const evaluate = {
  title: 'Evaluate',
};
