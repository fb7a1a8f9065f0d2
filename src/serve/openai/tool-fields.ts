/** The fields of a chat request that say what the model may call: OpenAI's, and the calculators that this server carries out. */

import { z } from 'zod';
import type { ToolDefinition, ToolUse } from '../../models/index.ts';
import { ApiError } from '../api-error.ts';
import { calculatorTools } from '../calculators/calculator-tools.ts';

/** As at OpenAI. */
const MOST_TOOLS = 128;

const toolSchema = z.strictObject({
  type: z.literal('function', { error: 'only tools of type "function" are known' }),
  function: z.strictObject({
    name: z.string().regex(/^[\w-]{1,64}$/, { error: 'letters, digits, "_" and "-", at most 64' }),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
});

export const toolFields = {
  tools: z.array(toolSchema).max(MOST_TOOLS).nullish(),
  tool_choice: z
    .union(
      [
        z.enum(['none', 'auto', 'required']),
        z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string() }) }),
      ],
      { error: '"none", "auto", "required", or { type: "function", function: { name } }' },
    )
    .nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  /** Ours: true for all of them, or their names. The server computes what the model asks for, and the model goes on. */
  calculators: z.union([z.boolean(), z.array(z.string())], { error: 'true, or a list of names' }).nullish(),
};
type ToolFields = z.infer<z.ZodObject<typeof toolFields>>;

export interface ToolRequest {
  /** Null: nothing may be called. */
  use: ToolUse | null;
  /** Of the tools those that the server carries out. */
  calculators: ReadonlySet<string>;
}

/** @throws ApiError that names the field. */
export function toolRequestOf(fields: ToolFields): ToolRequest {
  const own = (fields.tools ?? []).map(({ function: tool }): ToolDefinition => ({
    name: tool.name,
    ...(tool.description != null && { description: tool.description }),
    parameters: tool.parameters ?? { type: 'object', properties: {} },
    isStrict: tool.strict ?? false,
  }));
  const offered = calculatorTools(fields.calculators ?? false);
  const tools = [...own, ...offered];
  const names = new Set<string>();
  for (const { name } of tools) {
    if (names.has(name)) throw refusal('tools', `two tools are named ${name}`);
    names.add(name);
  }
  const choice = choiceOf(fields.tool_choice, names);
  if (tools.length === 0) return { use: null, calculators: new Set() };
  return {
    use: { tools, choice, isParallel: fields.parallel_tool_calls ?? true },
    calculators: new Set(choice === 'none' ? [] : offered.map(({ name }) => name)),
  };
}

function choiceOf(given: ToolFields['tool_choice'], names: ReadonlySet<string>): ToolUse['choice'] {
  if (given == null) return 'auto';
  if (typeof given === 'string') {
    if (given === 'required' && names.size === 0)
      throw refusal('tool_choice', 'there is no tool that could be called');
    return given;
  }
  const { name } = given.function;
  if (!names.has(name))
    throw refusal('tool_choice', `there is no tool ${JSON.stringify(name.slice(0, 100))} among those given`);
  return { name };
}

function refusal(param: string, said: string): ApiError {
  return new ApiError(400, `${param}: ${said}`, { param });
}
