/** The room Runs, in English. */

export const runs = {
  title: 'Runs',
};
