import { expect, it } from 'vitest';
import { ChatTemplate } from '../../engine/index.ts';
import { chatMlTemplate } from '../../engine/tokenizer/chat-template.ts';
import { bareTemplate, taggedTemplate } from './test-templates.ts';
import { toolSupport } from './tool-style.ts';

const of = (source: string) => toolSupport(() => new ChatTemplate(source, 'test'));

it('finds out how a model writes its calls from how its template does', () => {
  expect(of(taggedTemplate).style).toEqual({
    open: '<tool_call>\n{"name": ',
    between: ', "arguments": ',
    close: '}\n</tool_call>',
  });
  expect(of(bareTemplate).style).toEqual({ open: '{"name": ', between: ', "parameters": ', close: '}' });
  const otherOrder = taggedTemplate.replace(
    /\{"name": .*\}\\n<\/tool_call>/,
    `{"arguments": ' + (call.function.arguments | tojson) + ', "name": "' + call.function.name + '"}\\n</tool_call>`,
  );
  expect(otherOrder).not.toBe(taggedTemplate);
  expect(of(otherOrder).style).toEqual(of(taggedTemplate).style);
});

it.each([
  ['no tools', chatMlTemplate, /shows no tools/],
  [
    'no results',
    taggedTemplate.replace("message.content + '\\n</tool_response>", "'</tool_response>"),
    /no results/,
  ],
  ['other tags', taggedTemplate.replaceAll('tool_call>', 'call>'), /in a form that is not read here/],
  ['a refusal', `{% if tools %}{{ raise_exception('no') }}{% endif %}${chatMlTemplate}`, /rejects tools/],
])('says why a template with %s cannot have tools', (_what, source, said) => {
  const { style, lacks } = of(source);
  expect(style).toBeNull();
  expect(lacks).toMatch(said);
});

it('says so of a model without a template', () => {
  expect(toolSupport(() => null)).toEqual({ style: null, lacks: 'this model has no chat template' });
});
