/** The room Data, in English. */

export const data = {
  title: 'Data',
};
