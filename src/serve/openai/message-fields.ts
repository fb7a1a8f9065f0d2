/** The messages of a chat request, as OpenAI's API has them: read, and put as turns of a conversation. */

import { z } from 'zod';
import type { ChatTurn, ToolCall } from '../../models/index.ts';
import { ApiError } from '../api-error.ts';
import { shownToModel } from '../calculators/calculated.ts';
import type { CalculationOutcome } from '../calculators/calculated.ts';
import { without } from './sampling-fields.ts';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const contentSchema = z.union([z.string(), z.array(textPart).min(1)], {
  error: 'a text, or a list of { type: "text", text }: this server reads no images, sounds or files',
});
const name = z.string().optional();

const callSchema = z.strictObject({
  id: z.string().min(1).max(200),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string().min(1).max(200), arguments: z.string() }),
  /** Some clients send it back as it came in a stream. */
  index: z.int().optional(),
});

/** Of an earlier answer of this server. */
const calculationSchema = z.looseObject({
  name: z.string().min(1).max(200),
  arguments: z.unknown(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.string().optional(),
});

export const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer', 'user']), content: contentSchema, name }),
  z.strictObject({
    role: z.literal('assistant'),
    content: contentSchema.nullish(),
    name,
    /** Of an earlier answer of this server; models are shown answers without their thinking, as DeepSeek asks for. */
    reasoning_content: z.string().nullish(),
    refusal: z.null().optional(),
    tool_calls: z.array(callSchema).nullish(),
    calculations: z.array(calculationSchema).nullish(),
    ...without(['function_call', 'audio', 'annotations']),
  }),
  z.strictObject({ role: z.literal('tool'), content: contentSchema, tool_call_id: z.string(), name }),
]);
type Message = z.infer<typeof messageSchema>;
type AssistantMessage = Extract<Message, { role: 'assistant' }>;

/** `withCalculations`: those of earlier answers are shown to the model as calls. @throws ApiError that names the message. */
export function turnsOf(messages: readonly Message[], withCalculations: boolean): ChatTurn[] {
  /** Calls that have no result yet, by their ids. */
  const open = new Map<string, string>();
  const turns = messages.flatMap((message, at): ChatTurn[] => {
    if (message.role === 'tool') {
      const { tool_call_id: toolCallId } = message;
      const tool = open.get(toolCallId);
      if (tool === undefined)
        throw refusal(
          at,
          'tool_call_id',
          'no call of the answer before it that waits for a result has this id',
        );
      open.delete(toolCallId);
      return [{ role: 'tool', content: textOf(message.content), toolCallId, name: tool }];
    }
    requireResults(open, at);
    if (message.role !== 'assistant') {
      const role = message.role === 'developer' ? 'system' : message.role;
      return [{ role, content: textOf(message.content) }];
    }
    const calls = (message.tool_calls ?? []).map(({ id, function: called }): ToolCall => ({
      id,
      name: called.name,
      arguments: called.arguments,
    }));
    for (const { id, name: tool } of calls) {
      if (open.has(id)) throw refusal(at, 'tool_calls', 'two calls have one id');
      open.set(id, tool);
    }
    return assistantTurns(message, calls, { at, withCalculations });
  });
  requireResults(open, messages.length - 1);
  return turns;
}

function assistantTurns(
  message: AssistantMessage,
  toolCalls: readonly ToolCall[],
  { at, withCalculations }: { at: number; withCalculations: boolean },
): ChatTurn[] {
  const { content, reasoning_content: reasoning, calculations } = message;
  const isEmpty = content == null && toolCalls.length === 0;
  if (isEmpty && (calculations ?? []).length === 0)
    throw refusal(at, 'content', 'a text is needed where nothing was called');
  const text = textOf(content ?? '');
  const before = withCalculations ? calculationTurns(calculations ?? [], at) : [];
  if (toolCalls.length > 0)
    return [...before, { role: 'assistant', content: text, reasoning: reasoning ?? '', toolCalls }];
  return isEmpty ? before : [...before, { role: 'assistant', content: text }];
}

/** One at a time, which every chat template can show. */
function calculationTurns(
  calculations: readonly z.infer<typeof calculationSchema>[],
  at: number,
): ChatTurn[] {
  return calculations.flatMap(({ name: tool, arguments: given, result, error }, i): ChatTurn[] => {
    const id = `calculation_${at}_${i}`;
    const args = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    const outcome = { ...(result === undefined ? { error: error ?? '' } : { result }) };
    return [
      {
        ...{ role: 'assistant', content: '', reasoning: '' },
        toolCalls: [{ id, name: tool, arguments: args }],
      },
      {
        ...{ role: 'tool', toolCallId: id, name: tool },
        content: shownToModel(outcome as CalculationOutcome),
      },
    ];
  });
}

function requireResults(open: ReadonlyMap<string, string>, at: number): void {
  const [id] = open.keys();
  if (id === undefined) return;
  throw new ApiError(
    400,
    `messages.${at}: the call ${JSON.stringify(id)} has no result; a message with role "tool" must follow for each call`,
    { param: 'messages' },
  );
}

function refusal(at: number, field: string, said: string): ApiError {
  const param = `messages.${at}.${field}`;
  return new ApiError(400, `${param}: ${said}`, { param });
}

function textOf(content: z.infer<typeof contentSchema>): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}
