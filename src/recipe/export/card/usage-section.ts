/** How to run an export: transformers, PEFT, llama.cpp and fin-r1, and the prompt it was trained on, with an example. */

import { withSystemPrompt } from '../../../core/system-prompt.ts';
import type { HfTokenizer } from '../../../engine/index.ts';
import type { ExportRecord } from '../export-record.ts';
import type { RunFacts } from './run-facts.ts';

const fenced = (text: string, kind = ''): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${kind}\n${text}\n${fence}`;
};

const TOLD =
  'It was trained and evaluated below this system prompt, the first message of a conversation (`SYSTEM` above):';

const askBelow = (
  isTold: boolean,
): string => `messages = [${isTold ? '{"role": "system", "content": SYSTEM}, ' : ''}{"role": "user", "content": "…"}]
inputs = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_tensors="pt", return_dict=True)
output = model.generate(**inputs, max_new_tokens=256, do_sample=False)
print(tokenizer.decode(output[0][inputs["input_ids"].shape[1]:]))`;

function withTransformers(isTold: boolean): string {
  return fenced(
    `from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("FOLDER")
model = AutoModelForCausalLM.from_pretrained("FOLDER")
${askBelow(isTold)}`,
    'python',
  );
}

function withPeft(base: string | null, isTold: boolean): string {
  const name = base ?? 'BASE';
  return fenced(
    `from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("FOLDER")
model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained("${name}"), "FOLDER")
${askBelow(isTold)}`,
    'python',
  );
}

/** `FOLDER` in it stands for where the export lies, `SYSTEM` for the prompt that `isTold` says it was trained below. */
export function usageSection(
  { format, files, source }: Pick<ExportRecord, 'format' | 'files' | 'source'>,
  isTold: boolean,
): string {
  const told = isTold ? ' --system "SYSTEM"' : '';
  switch (format) {
    case 'safetensors':
      return `${withTransformers(isTold)}\n\nOr, without Python:\n\n${fenced(`npx fin-r1 sample --model FOLDER${told} "…"`, 'sh')}`;
    case 'peft':
      return withPeft(source.origin?.hubName ?? null, isTold);
    case 'gguf': {
      const file = files.find(({ name }) => name.endsWith('.gguf'))?.name ?? '';
      const heard = isTold ? ' -sys "SYSTEM"' : '';
      const commands = `llama-cli -m ${file} -cnv --temp 0${heard}\nnpx fin-r1 sample --model gguf:${file}${told} "…"`;
      return fenced(commands, 'sh');
    }
  }
}

/** An answer of the evaluation as the model saw its question and wrote it. */
export function promptSection(facts: RunFacts | null, tokenizer: HfTokenizer): string {
  const content = facts?.example?.prompt ?? 'Your question.';
  const systemPrompt = facts?.recipe.systemPrompt;
  const messages = withSystemPrompt([{ role: 'user', content }], systemPrompt);
  const rendered = tokenizer.renderChat(messages, { addGenerationPrompt: true });
  const form =
    'The chat template renders a conversation like this; the model was trained to write `<think>`, its reasoning, `</think>`, then ' +
    '`<answer>`, the answer, `</answer>`.';
  const plain = 'The chat template renders a conversation like this.';
  const told = systemPrompt === undefined ? [] : [`${TOLD}\n\n${fenced(systemPrompt)}`];
  if (facts?.example == null) return [...told, plain, fenced(rendered)].join('\n\n');
  const { text, verdict, benchmark, questionId, gold } = facts.example;
  const expected = gold === null ? '' : `, expected: ${gold}`;
  return [
    ...told,
    `${facts.made.some(({ name }) => name !== 'pretrain') ? form : plain} A held-out question (${benchmark}, ${questionId}):`,
    fenced(rendered),
    `What this model answered in its evaluation (verdict: ${verdict}${expected}); the first such answer, not a chosen one:`,
    fenced(text),
  ].join('\n\n');
}
