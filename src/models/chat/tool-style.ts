/**
 * How a chat template shows tools, and how its model writes calls: found out by rendering a conversation that has some. Calls are read where
 * they are JSON between `<tool_call>` and `</tool_call>` (Qwen, Hermes), or JSON alone (Llama 3).
 */

import type { ChatTemplate } from '../../engine/index.ts';
import { InputError } from '../../core/errors.ts';
import { templateMessage, templateTool } from './template-turns.ts';

export const CALL_TAG = '<tool_call>';
export const CALL_END = '</tool_call>';

/** What the model writes in front of a tool's name, between that and the arguments, and behind them. */
export interface ToolStyle {
  open: string;
  between: string;
  close: string;
}

/** `lacks`: why tools cannot be offered, in one sentence. */
export type ToolSupport = { style: ToolStyle; lacks: null } | { style: null; lacks: string };

/** No text of a template. */
const [TOOL, RESULT] = ['look_up_the_probe', 'what the probe gave'];
const WRITTEN = new RegExp(
  `((?:${CALL_TAG}\\s*)?\\{\\s*"name":\\s*)"${TOOL}"(,\\s*"(?:arguments|parameters)":\\s*)\\{\\s*"value":\\s*1\\s*\\}(\\s*\\}(?:\\s*${CALL_END})?)`,
);
/** Where a template writes calls between the tags in another order of keys. */
const USUAL: ToolStyle = {
  open: `${CALL_TAG}\n{"name": `,
  between: ', "arguments": ',
  close: `}\n${CALL_END}`,
};

/** `templateOf` gives null where the model has none. */
export function toolSupport(templateOf: () => ChatTemplate | null): ToolSupport {
  try {
    const template = templateOf();
    if (template === null) return { style: null, lacks: 'this model has no chat template' };
    return supportIn(rendered(template));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { style: null, lacks: "this model's chat template rejects tools" };
  }
}

function supportIn({ prompt, shown, called }: Rendered): ToolSupport {
  if (!shown.includes(TOOL)) return { style: null, lacks: "this model's chat template shows no tools" };
  if (!called.includes(RESULT))
    return { style: null, lacks: "this model's chat template shows no results of tools" };
  const written = WRITTEN.exec(called);
  const [, open = '', between = '', close = ''] = written ?? [];
  const isTagged = open.startsWith(CALL_TAG);
  const isWhole = isTagged ? close.endsWith(CALL_END) : isBare(prompt, called.slice(0, written?.index));
  if (written !== null && isWhole) return { style: { open, between, close }, lacks: null };
  if (new RegExp(`${CALL_TAG}\\s*\\{[^]*${TOOL}[^]*${CALL_END}`).test(called))
    return { style: USUAL, lacks: null };
  return {
    style: null,
    lacks: 'this model writes its calls in a form that is not read here (Qwen’s, Hermes’ and Llama 3’s are)',
  };
}

/** Nothing but what opens the answer stands in front of the call: no tag that is not known here. */
function isBare(prompt: string, before: string): boolean {
  const same = before.split('').findIndex((character, i) => character !== prompt[i]);
  return same < 0 || before.slice(same).trim() === '';
}

interface Rendered {
  /** A question, up to where the answer begins. */
  prompt: string;
  /** The same with a tool. */
  shown: string;
  /** A call of it, and its result. */
  called: string;
}

function rendered(template: ChatTemplate): Rendered {
  const tool = templateTool({
    ...{ name: TOOL, description: 'A probe.', isStrict: false },
    parameters: { type: 'object', properties: { value: { type: 'integer', description: 'A number.' } } },
  });
  const call = { id: 'call00001', name: TOOL, arguments: '{"value":1}' };
  const question = { role: 'user', content: 'question' } as const;
  const turns = [
    question,
    { role: 'assistant', content: '', reasoning: '', toolCalls: [call] } as const,
    { role: 'tool', content: RESULT, toolCallId: call.id, name: TOOL } as const,
  ].map(templateMessage);
  return {
    prompt: template.render([question], true),
    shown: template.render([question], true, [tool]),
    called: template.render(turns, true),
  };
}
