/** A completion of the test server as the events of a stream: texts in pieces, and arguments of calls too. */

import type { completionBody } from './test-server-faults.ts';

const PIECE = 7;

function pieces(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / PIECE) }, (_, i) =>
    text.slice(i * PIECE, (i + 1) * PIECE),
  );
}

export function eventsOf(body: ReturnType<typeof completionBody>, withUsage: boolean): string {
  const { id, created, model, choices, usage } = body;
  const frame = { id, object: 'chat.completion.chunk', created, model };
  const [{ message, finish_reason }] = choices;
  const calls = (message.tool_calls ?? []).flatMap(({ id: callId, type, function: called }, index) => [
    { tool_calls: [{ index, id: callId, type, function: { name: called.name, arguments: '' } }] },
    ...pieces(called.arguments).map((text) => ({ tool_calls: [{ index, function: { arguments: text } }] })),
  ]);
  const deltas = [
    { role: 'assistant', content: '' },
    ...pieces(message.reasoning_content ?? '').map((text) => ({ reasoning_content: text })),
    ...pieces(message.content ?? '').map((content) => ({ content })),
    ...calls,
  ];
  const chunks = [
    ...deltas.map((delta) => ({ ...frame, choices: [{ index: 0, delta, finish_reason: null }] })),
    { ...frame, choices: [{ index: 0, delta: {}, finish_reason }] },
    ...(withUsage ? [{ ...frame, choices: [], usage }] : []),
  ];
  return [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
    .map((data) => `data: ${data}\n\n`)
    .join('');
}
