/** Small rulebooks for tests, written as a lawyer would and loaded as users' are. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRulebooks } from '../rules/load-rulebooks.ts';
import type { Rulebook } from '../rules/rule.ts';

const rule = (
  id: string,
  front: string,
  obligation: string,
  breach: string,
  compliant: string,
): string => `---
id: ${id}
title: Title of ${id}
citation: Law ${id}
address: https://law.example/${id}
topic: ${id}
${front}
---
${obligation}

## Breach
- ${breach}

## Compliant
- ${compliant}
`;

const english = {
  'en-promise': rule(
    'en-promise',
    `severity: high
keywords: [guarantee, return]
applies: ["return*"]
tests:
  - { id: promised, decision: breach, all: ["guarantee*", "(return*|profit*)"], without: [illustration], without-within: text, reason: It promises a result., suggestion: Say that value can fall. }
  - { id: doubled, decision: review, all: ["double* your money"], reason: It may promise a result. }`,
    'Nobody may promise a return.',
    'We guarantee a return.',
    'Returns vary.',
  ),
  'en-gifts': rule(
    'en-gifts',
    `severity: low
keywords: [gift, present, dinner, tickets]
applies: ["gift*"]
tests:
  - { id: large, decision: breach, all: ["gift* … worth # dollars"], reason: Too large. }`,
    'Gifts to clients stay below the limit and are recorded.',
    'A gift worth 900 dollars for you.',
    'A gift was recorded.',
  ),
  'en-later': rule(
    'en-later',
    `severity: critical
effective: { from: 2030-01-01 }
keywords: [future]
tests:
  - { id: any, decision: breach, all: ["return*"], reason: Not yet in force. }`,
    'A rule that is not in force yet.',
    'Returns.',
    'Nothing.',
  ),
};
const chinese = {
  'zh-promise': rule(
    'zh-promise',
    `severity: critical
keywords: [保本, 收益]
applies: [收益]
tests:
  - { id: promised, decision: breach, any: [保本, 保证收益], reason: 承诺收益。 }`,
    '不得承诺收益。',
    '保本保收益。',
    '不保证收益。',
  ),
};

export function testRulebooks(): Rulebook[] {
  const folder = mkdtempSync(join(tmpdir(), 'rulebooks-'));
  try {
    write(folder, 'en-test', 'US', 'en', english);
    write(folder, 'zh-test', 'CN', 'zh', chinese);
    return loadRulebooks([join(folder, 'en-test'), join(folder, 'zh-test')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(
  folder: string,
  name: string,
  jurisdiction: string,
  language: string,
  rules: Readonly<Record<string, string>>,
): void {
  mkdirSync(join(folder, name));
  const facts = `name: ${name}\ntitle: Test\njurisdiction: ${jurisdiction}\nlanguage: ${language}\nabout: For tests.\nreviewed: 2026-11-28\n`;
  writeFileSync(join(folder, name, 'rulebook.yaml'), facts);
  writeFileSync(join(folder, `terms-${language}.yaml`), 'terms: {}\n');
  for (const [id, text] of Object.entries(rules)) writeFileSync(join(folder, name, `${id}.md`), text);
}
