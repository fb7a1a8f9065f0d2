import { expect, it } from 'vitest';
import { parseRecipe } from './read-recipe.ts';
import { requireLicences } from './require-licences.ts';

const licence = 'CC-BY-NC-SA-4.0';
const own = (columns: string) =>
  parseRecipe(
    `{ name: a, data: { sources: [{ source: own, file: q.csv, columns: { question: q, answer: a${columns} } }] } }`,
    'a',
  );

it('asks for the licence of one’s own file as for that of a source', () => {
  const recipe = own(`, licence: ${licence}`);
  expect(() => requireLicences(recipe, [])).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(`own (q.csv) has the licence ${licence}`) as string,
      hint: expect.stringContaining(`--accept-licence ${licence}`) as string,
    }),
  );
  requireLicences(recipe, ['cc-by-nc-sa-4.0']);
  requireLicences(own(''), []);
  requireLicences(own(', licence: MIT'), []);
});

it('knows a licence that only one’s own file has, and refuses one that nothing has', () => {
  const recipe = own(', licence: House rules');
  expect(() => requireLicences(recipe, [])).toThrow(
    expect.objectContaining({ hint: expect.stringContaining("--accept-licence 'House rules'") as string }),
  );
  requireLicences(recipe, ['house rules']);
  expect(() => requireLicences(own(''), ['House rules'])).toThrow(/no source has this licence/);
});
