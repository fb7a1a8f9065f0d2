/** What the tools of a request ask of a model whose prompt is rendered, and whose text is read, here. */

import { followsSchema, loosenedSchema, schemaReader } from '../../engine/index.ts';
import type { CallForm } from '../../engine/index.ts';
import { InputError } from '../../core/errors.ts';
import { CallStream } from './call-stream.ts';
import type { ChatParams } from './chat-model.ts';
import { isCalling } from './chat-turn.ts';
import type { ChatTurn, ToolDefinition, ToolUse } from './chat-turn.ts';
import { templateTool } from './template-turns.ts';
import { CALL_TAG } from './tool-style.ts';
import type { ToolStyle, ToolSupport } from './tool-style.ts';

/** Calls in one answer. */
const MOST_CALLS = 32;

export class ToolPlan {
  /** The definitions for the chat template. */
  readonly shown: readonly object[];
  /** An answer is a call, or several. */
  readonly isForced: boolean;
  readonly #use: ToolUse;
  readonly #style: ToolStyle;
  /** Those that may be called, with the schemas that answers are held to. */
  readonly #tools: ReadonlyMap<string, { schema: unknown; isStrict: boolean }>;

  /** @throws InputError for a strict tool whose schema cannot be held to. */
  constructor(use: ToolUse, style: ToolStyle) {
    const { tools, choice } = use;
    this.#use = use;
    this.#style = style;
    this.shown = tools.map(templateTool);
    this.isForced = choice !== 'auto' && choice !== 'none';
    const named = typeof choice === 'string' ? tools : tools.filter(({ name }) => name === choice.name);
    this.#tools = new Map(
      named.map((tool) => [tool.name, { schema: heldSchema(tool), isStrict: tool.isStrict }]),
    );
  }

  get #most(): number {
    return this.#use.isParallel ? MOST_CALLS : 1;
  }

  /** What the engine holds an answer to; null: what begins a call cannot be told in a text. */
  form(isThinking: boolean): CallForm | null {
    const { open } = this.#style;
    const isTagged = open.startsWith(CALL_TAG);
    if (!this.isForced && !isTagged) return null;
    return {
      ...this.#style,
      tools: Array.from(this.#tools, ([name, { schema }]) => ({ name, schema })),
      inText: this.isForced ? null : { tag: CALL_TAG, isThinking },
      most: this.isForced && !isTagged ? 1 : this.#most,
    };
  }

  /** One call as JSON, for engines with grammars of their own. */
  get callSchema(): Readonly<Record<string, unknown>> {
    const calls = Array.from(this.#tools, ([name, { schema }]) => ({
      type: 'object',
      properties: { name: { const: name }, arguments: schema },
      required: ['name', 'arguments'],
      additionalProperties: false,
    }));
    const [only] = calls;
    return calls.length === 1 && only !== undefined ? only : { oneOf: calls };
  }

  /** Tells the calls in a text apart. `isHeld`: the text is held to `form`. */
  stream(isHeld: boolean): CallStream {
    const opener = this.#style.open.startsWith(CALL_TAG) ? CALL_TAG : '';
    return new CallStream({
      held: isHeld ? opener : null,
      most: this.#most,
      allows: ({ name, arguments: text }) => {
        const tool = this.#tools.get(name);
        if (tool === undefined) return false;
        return !tool.isStrict || followsSchema(tool.schema, JSON.parse(text));
      },
    });
  }
}

/** Whether a conversation can only be shown by a template that knows tools. */
export function hasTools(prompt: readonly ChatTurn[] | string): boolean {
  return typeof prompt !== 'string' && prompt.some((turn) => turn.role === 'tool' || isCalling(turn));
}

/** Null: nothing may be called. @throws InputError for what the model cannot do. */
export function planTools(
  prompt: readonly ChatTurn[] | string,
  { tools, jsonSchema }: Pick<ChatParams, 'tools' | 'jsonSchema'>,
  { style, lacks }: ToolSupport,
): ToolPlan | null {
  const isOffered = tools !== undefined && tools.choice !== 'none';
  if (style === null && (isOffered || hasTools(prompt))) throw new InputError(lacks, { code: 'tools' });
  if (style === null || !isOffered) return null;
  if (jsonSchema !== undefined)
    throw new InputError('an answer that may call tools cannot be held to a response_format too', {
      code: 'tools',
      hint: 'Leave one of them out, or ask a model behind an API.',
    });
  return new ToolPlan(tools, style);
}

/** Without `strict`, bounds that the engine does not know are left to whoever carries out the call. */
function heldSchema({ name, parameters, isStrict }: ToolDefinition): unknown {
  const { properties, additionalProperties } = parameters;
  const hasNone =
    typeof properties === 'object' && properties !== null && Object.keys(properties).length === 0;
  // As is understood of all others: what is declared may be given.
  const isClosed = hasNone && additionalProperties === undefined;
  const object = { type: 'object', ...parameters, ...(isClosed && { additionalProperties: false }) };
  const schema = isStrict ? object : loosenedSchema(object);
  try {
    schemaReader(schema);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const rest = isStrict ? ' (the tool is strict: without it, what is not supported is left out)' : '';
    throw new InputError(`the parameters of the tool ${name}: ${error.message}${rest}`, {
      code: 'tool-schema',
      hint: 'Use a simpler schema.',
      cause: error,
    });
  }
  return schema;
}
