import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../core/package-folder.ts';
import { filledText, fillPrompt, parsePrompt, promptOrigin } from './load-prompt.ts';

describe('the prompts that come with fin-r1', () => {
  it('are there in both languages, each with a header that names it', () => {
    const files = readdirSync(packageFolder('prompts')).sort();
    const names = [
      ...['answer-judge', 'compliance-rule', 'compliance-task', 'distil'],
      ...['evaluate-own-instruction', 'evaluate', 'explain-advice'],
      ...['reasoning-judge', 'verbosity-probe'],
    ];
    expect(files).toEqual(names.flatMap((name) => [`${name}.en.txt`, `${name}.zh.txt`]));
    for (const name of names)
      for (const language of ['en', 'zh'] as const) {
        const origin = promptOrigin(name, language);
        expect(origin.name).toBe(`${name}.${language}`);
        expect(origin.version).toMatch(/^v\d+$/);
        expect(origin.hash).toMatch(/^[0-9a-f]{16}$/);
      }
  });

  it('give the text with its origin, without header and case marks', () => {
    const slots = { reference: '0.98', answer: '98%' };
    const first = fillPrompt('answer-judge', 'en', slots, 'reference-first');
    expect(first).toMatchObject(promptOrigin('answer-judge', 'en'));
    expect(first.text).not.toMatch(/^#|\{\{|^\[/m);
    const last = fillPrompt('answer-judge', 'en', slots, 'answer-first');
    expect(first.text.indexOf('<reference_answer>')).toBeLessThan(first.text.indexOf('<model_answer>'));
    expect(last.text.indexOf('<reference_answer>')).toBeGreaterThan(last.text.indexOf('<model_answer>'));
    expect([...last.text].sort()).toEqual([...first.text].sort());
  });
});

describe('parsePrompt', () => {
  it('hashes the content alike whatever the line ends', () => {
    const file = '# a.en v3\n\nhello\n';
    expect(parsePrompt('a.en', file)).toMatchObject({ name: 'a.en', version: 'v3', body: 'hello' });
    expect(parsePrompt('a.en', file.replaceAll('\n', '\r\n'))).toEqual(parsePrompt('a.en', file));
    expect(parsePrompt('a.en', `${file}!`).hash).not.toBe(parsePrompt('a.en', file).hash);
  });

  it.each(['hello', '# b.en v1\nhello', '# a.en\nhello', ''])('refuses the header of %j', (file) => {
    expect(() => parsePrompt('a.en', file)).toThrow('prompts/a.en.txt: the first line is');
  });
});

describe('filledText', () => {
  it('fills each slot once, and takes what is filled in as it is', () => {
    expect(filledText('a', '{{x}} and {{y}}, {{x}}', { x: '{{y}}', y: '$& $1' })).toBe(
      '{{y}} and $& $1, {{y}}',
    );
    expect(filledText('a', 'in \\boxed{} {{x}}', { x: '[not] a case' })).toBe('in \\boxed{} [not] a case');
  });

  it('keeps only the lines of the case asked for', () => {
    const body = 'one\n[a] {{x}}\n[b] for b\ntwo';
    expect(filledText('p', body, { x: 'for a' }, 'a')).toBe('one\nfor a\ntwo');
    expect(filledText('p', body, {}, 'b')).toBe('one\nfor b\ntwo');
  });

  it('refuses slots and cases that do not fit', () => {
    expect(() => filledText('p', '{{x}}', {})).toThrow('nothing is given for {{x}}');
    expect(() => filledText('p', 'text', { x: '1' })).toThrow('there is no slot {{x}}');
    expect(() => filledText('p', '[a] text', {}, 'b')).toThrow('its cases are a, not b');
    expect(() => filledText('p', '[a] text', {})).toThrow('its cases are a, not undefined');
    expect(() => filledText('p', 'text', {}, 'a')).toThrow('its cases are none, not a');
    expect(() => fillPrompt('nowhere', 'en', {})).toThrow('nowhere.en.txt cannot be read');
  });
});
