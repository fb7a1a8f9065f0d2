/** Prints `N passed, N failed` from vitest's JSON results; fails when no test ran or one failed. */

import { readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2], 'utf8');
if (text === '') {
  console.error('The tests did not run to their end: vitest wrote no results.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const results = JSON.parse(text);
const passed = results.numPassedTests;
// A suite that could not be loaded counts as one failure: its tests were never reached.
const failed =
  results.numFailedTests +
  results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
const skipped = results.numPendingTests + results.numTodoTests;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = passed === 0 || failed > 0 ? 1 : 0;
