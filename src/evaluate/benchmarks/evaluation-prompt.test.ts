import { describe, expect, it } from 'vitest';

import { promptOrigin } from '../../data/load-prompt.ts';
import { growthQuestion, postQuestion } from '../../data/test-questions.ts';
import type { Question, Reference } from '../../core/question.ts';
import { evaluationPrompt } from './evaluation-prompt.ts';
import { findBenchmark } from './index.ts';

const shown = (benchmark: string, question: Question): string => {
  const { messages } = evaluationPrompt(findBenchmark(benchmark), question);
  expect(messages).toHaveLength(1);
  expect(messages[0]?.role).toBe('user');
  return messages[0]?.content ?? '';
};

const asked = (language: 'en' | 'zh', reference: Reference): string =>
  shown('finqa', { ...growthQuestion, language, reference });

const kinds: Record<Reference['kind'], Reference> = {
  number: { kind: 'number', value: 0.01639, unit: 'decimal', tolerance: 0, text: '1.6%' },
  choice: { kind: 'choice', letters: ['B'], options: { A: 'bonds', B: 'shares' } },
  label: { kind: 'label', label: 'up', labels: { up: ['up'], down: ['down'] } },
  boolean: { kind: 'boolean', value: true },
  text: { kind: 'text', text: 'goodwill', accepted: [] },
};

describe('evaluationPrompt', () => {
  it('names the prompt file with version and hash', () => {
    const { file } = evaluationPrompt(findBenchmark('finqa'), growthQuestion);
    expect(file).toEqual(promptOrigin('evaluate', 'en'));
    const chinese = evaluationPrompt(findBenchmark('finqa'), { ...growthQuestion, language: 'zh' });
    expect(chinese.file).toEqual(promptOrigin('evaluate', 'zh'));
  });

  it('shows material and question, and never the gold', () => {
    const text = shown('finqa', growthQuestion);
    expect(text).toContain('acme opened 3 plants');
    expect(text).toContain('| net sales | $ 5829 | $ 5735 |');
    expect(text).toContain('Question: what was the percentage growth');
    expect(text).not.toContain('0.01639');
    expect(text).not.toContain('1.6%');
    expect(text).not.toContain('subtract(');
  });

  it.each(['en', 'zh'] as const)(
    'asks in %s for the form that each kind of answer is read in',
    (language) => {
      const texts = Object.entries(kinds).map(
        ([kind, reference]) => [kind, asked(language, reference)] as const,
      );
      for (const [kind, text] of texts) {
        expect(text, kind).toMatch(/<think>\n[^<]+\n<\/think>\n<answer>\n[^<]+\n<\/answer>/);
        expect(text, kind).not.toMatch(/^\[|\{\{/m);
      }
      expect(new Set(texts.map(([, text]) => text.split('</answer>\n\n')[1])).size).toBe(5);
      const of = Object.fromEntries(texts);
      expect(of['number']).toContain('% ');
      expect(of['choice']).toContain('A. bonds\nB. shares');
      expect(of['label']).toContain(language === 'zh' ? 'up、down' : 'up, down');
      expect(of['boolean']).toContain(language === 'zh' ? '“是”或“否”' : '"yes" or "no"');
    },
  );

  it('shows earlier turns with their gold answers', () => {
    const history = [{ question: 'what were net sales in 2019?', answer: '5735' }];
    expect(shown('convfinqa', { ...growthQuestion, history })).toContain(
      'Q: what were net sales in 2019?\nA: 5735',
    );
  });

  it('adds nothing but the tags to a question that carries its own instruction', () => {
    const own = '你是审核员。输出是或者否，把判断结果放到\\boxed{}中。';
    const question: Question = {
      ...postQuestion,
      ...{ language: 'zh', texts: [], question: `${own}\n`, reference: { kind: 'boolean', value: false } },
    };
    const text = shown('finova-compliance', question);
    expect(text.startsWith(`${own}\n\n`)).toBe(true);
    expect(text.slice(own.length)).not.toContain('判断');
    const { file } = evaluationPrompt(findBenchmark('finova-compliance'), question);
    expect(file).toEqual(promptOrigin('evaluate-own-instruction', 'zh'));
  });

  it('asks a question without gold for text', () => {
    expect(shown('finqa', { ...growthQuestion, reference: null })).toBe(asked('en', kinds.text));
  });
});
