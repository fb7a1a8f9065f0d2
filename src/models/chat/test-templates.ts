/** Chat templates for tests, which show tools and write calls as those of Qwen and of Llama 3 do. */

const results =
  "{%- elif message.role == 'tool' %}{{ '<|im_start|>user\\n<tool_response>\\n' + message.content + '\\n</tool_response><|im_end|>\\n' }}";
const prompt = "{%- if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
const said = "{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}";

export const taggedTemplate = `{%- if tools %}{{ '<|im_start|>system\\n' }}
{%- for tool in tools %}{{ (tool | tojson) + '\\n' }}{% endfor %}{{ '<|im_end|>\\n' }}{% endif %}
{%- for message in messages %}
{%- if message.tool_calls %}{{ '<|im_start|>assistant\\n' + message.content }}
{%- for call in message.tool_calls %}{{ '<tool_call>\\n{"name": "' + call.function.name + '", "arguments": ' + (call.function.arguments | tojson) + '}\\n</tool_call>' }}{% endfor %}
{{- '<|im_end|>\\n' }}
${results}
{%- else %}${said}{% endif %}
{%- endfor %}
${prompt}`;

export const bareTemplate = `{%- if tools is not none %}{{ '<|im_start|>system\\n' }}
{%- for tool in tools %}{{ (tool | tojson(indent=4)) + '\\n' }}{% endfor %}{{ '<|im_end|>\\n' }}{% endif %}
{%- for message in messages %}
{%- if 'tool_calls' in message %}
{%- if message.tool_calls | length != 1 %}{{ raise_exception('One call at a time!') }}{% endif %}
{%- set call = message.tool_calls[0].function %}
{{- '<|im_start|>assistant\\n{"name": "' + call.name + '", "parameters": ' + (call.arguments | tojson) + '}<|im_end|>\\n' }}
${results}
{%- else %}${said}{% endif %}
{%- endfor %}
${prompt}`;
