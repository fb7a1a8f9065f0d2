/** The room Ask, in English. */

export const ask = {
  title: 'Ask',
};
