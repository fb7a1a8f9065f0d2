/** Reads a recipe file: YAML with its anchors and merge keys, checked key by key; every refusal names file and line. */

import { LineCounter, parseDocument } from 'yaml';
import { InputError } from '../core/errors.ts';
import { explainIssue } from '../core/explain-issue.ts';
import { isThere } from '../core/file-errors.ts';
import { readText } from '../core/read-text.ts';
import { lineOf } from '../core/yaml-line.ts';
import { checkRecipe } from './check-recipe.ts';
import { recipeSchema } from './schema.ts';
import type { Recipe } from './schema.ts';

/** What the command line may set in place of the file. */
export interface RecipeOverrides {
  name?: string;
  seed?: number;
  from?: string;
}

/** The recipe of a file, defaults filled in. @throws InputError naming file, line, key and value. */
export function readRecipe(path: string, overrides: RecipeOverrides = {}): Recipe {
  if (!isThere(path)) {
    throw new InputError(`${path}: there is no such recipe file`, {
      hint: 'Name a recipe, e.g. recipes/quickstart.yaml.',
    });
  }
  return parseRecipe(readText(path), path, overrides);
}

/** `where` names the text in errors. A stage set to `false` or left empty does not run. */
export function parseRecipe(text: string, where: string, overrides: RecipeOverrides = {}): Recipe {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new InputError(`${where}:${lines.linePos(fault.pos[0]).line}: not YAML: ${fault.message}`, {
      hint: 'Repair that line; indentation is by spaces.',
    });
  }
  const value = withoutDisabled(document.toJS());
  const given = Object.fromEntries(
    Object.entries(overrides).filter(([, override]) => override !== undefined),
  );
  const parsed = recipeSchema.safeParse(isRecord(value) ? { ...value, ...given } : value);
  const issue = parsed.error?.issues[0];
  if (issue !== undefined) {
    const { path, sentence, hint } = explainIssue(
      issue,
      recipeSchema,
      isRecord(value) ? { ...value, ...given } : value,
      'the recipe',
    );
    const more = (parsed.error?.issues.length ?? 1) - 1;
    const [key] = path;
    const place = String(key) in given ? `--${String(key)}` : `${where}:${lineOf(document, path, lines)}`;
    throw new InputError(`${place}: ${sentence}${more > 0 ? ` (and ${more} more)` : ''}`, { hint });
  }
  const recipe = parsed.data as Recipe;
  checkRecipe(recipe, where);
  return recipe;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutDisabled(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, stage]) => stage !== false && stage !== null));
}
