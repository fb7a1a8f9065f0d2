/** Builds the page before any test, so that no two workers do it at once under each other's feet. */

import { pageFolder } from '../src/serve/index.ts';

export default async function builtPage(): Promise<void> {
  await pageFolder();
}
