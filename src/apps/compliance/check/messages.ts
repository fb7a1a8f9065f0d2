/**
 * What a model is asked: the task, then one rule and the text as a JSON string between marks that the text cannot hold by chance. The task is
 * the same for all texts, so that what reads prompts can keep it (llama.cpp, providers' caches).
 */

import { contentHash } from '../../../core/ids.ts';
import type { ChatMessage } from '../../../core/trace.ts';
import { fillPrompt } from '../../../data/load-prompt.ts';
import type { Example, Rule } from '../rules/rule.ts';

type AskedRule = Pick<Rule, 'id' | 'title' | 'citation' | 'language' | 'obligation' | 'breach' | 'compliant'>;

const EXAMPLES = 2;
const ABOUT = {
  en: { whole: 'The text:', part: 'An excerpt of a longer text:' },
  zh: { whole: '文本：', part: '较长文本的节选：' },
} as const;

export function messagesFor(rule: AskedRule, text: string, isWhole: boolean): ChatMessage[] {
  const { language, id, title, citation, obligation, breach, compliant } = rule;
  const mark = `[TEXT ${contentHash(text)}]`;
  const task = fillPrompt('compliance-task', language, {});
  const asked = fillPrompt('compliance-rule', language, {
    ...{ id, title, citation, obligation: obligation.trim(), mark, text: JSON.stringify(text) },
    ...{ breaches: listed(breach), compliant: listed(compliant) },
    about: ABOUT[language][isWhole ? 'whole' : 'part'],
  });
  return [
    { role: 'system', content: task.text },
    { role: 'user', content: asked.text },
  ];
}

function listed(examples: readonly Example[]): string {
  return examples
    .slice(0, EXAMPLES)
    .map(({ text }) => `- ${JSON.stringify(text)}`)
    .join('\n');
}
