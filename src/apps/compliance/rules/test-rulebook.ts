/** A small rulebook in a folder of its own, for tests. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const bookYaml = `name: house
title: House rules
jurisdiction: US
language: en
about: Rules of the house.
reviewed: 2026-11-28
terms:
  vow: [swear, 'vow*']
`;

export const ruleMarkdown = `---
id: house-vows
title: No vows
citation: House rule 1
address: https://example.com/rules
topic: promises
severity: low
keywords: [vow]
terms:
  sum: ['#%']
tests:
  - id: vowed
    decision: breach
    all: [$vow, $sum]
    without: ['at most']
    reason: It vows a return.
    suggestion: Vow nothing.
---

Nobody vows anything.

## Breach

- I vow 8%.
- We swear that you get
  at least 12%!

## Compliant

- I do not vow 8%.
- I vow at most 8%.
`;

/** Writes the rulebook `house` below `folder`, with other contents for some of its files; gives its own folder. */
export function writeRulebook(folder: string, files: Record<string, string> = {}): string {
  const house = join(folder, 'house');
  mkdirSync(house, { recursive: true });
  const all = { 'rulebook.yaml': bookYaml, 'house-vows.md': ruleMarkdown, ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(house, name), text);
  return house;
}
