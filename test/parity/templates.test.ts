/** Chat templates against transformers' `apply_chat_template`, 250 conversations each (`interop/parity_templates.py --write`). */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatTemplate } from '../../src/engine/index.ts';
import { goldenFolder, readGolden } from './read-golden.ts';
import { differences } from './template-case.ts';
import type { TemplateCase } from './template-case.ts';

const cases = readGolden('templates/expected.json') as TemplateCase[];
const sourceOf = (name: string): string =>
  readFileSync(join(goldenFolder, 'templates', `${name}.jinja`), 'utf8');

describe('chat templates of transformers', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are four', () => {
    expect(cases.map(({ name }) => name)).toEqual(['blocks', 'headers', 'thinking', 'tools']);
    for (const { count } of cases) expect(count).toBe(250);
  });

  it.each(cases)('$name: the conversations come out byte for byte', (expected) => {
    vi.setSystemTime(expected.now);
    expect(differences(sourceOf(expected.name), expected)).toEqual([]);
  });

  it('another day would be seen', () => {
    const headers = cases.find(({ name }) => name === 'headers') as TemplateCase;
    vi.setSystemTime(headers.now + 86_400_000);
    expect(differences(sourceOf('headers'), headers).length).toBeGreaterThan(100);
  });

  it('strip only what they name, and white space as Python knows it', () => {
    const render = (source: string, content: string): string =>
      new ChatTemplate(source, 'test').render([{ role: 'user', content }], false);
    const trimmed =
      "{% set c = messages[0].content %}{{ c.strip('\\n') ~ '|' ~ c.lstrip() ~ '|' ~ c | trim }}";
    expect(render(trimmed, '\n  a \u0085')).toBe('  a \u0085|a \u0085|a');
    expect(render("{{ messages[0].content.rstrip('ab') }}", 'cab')).toBe('c');
    expect(render('{{ messages[0].content | trim }}', '\ufeffa\ufeff ')).toBe('\ufeffa\ufeff');
  });
});
