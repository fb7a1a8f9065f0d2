/** One greedy streamed completion of any server that speaks OpenAI's API, timed. */

export interface TimedStream {
  promptTokens: number;
  tokens: number;
  /** From the request to the first piece that holds text. */
  firstMs: number;
  text: string;
}

interface Chunk {
  choices: { text: string }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
}

export async function completionStream(
  url: string,
  model: string,
  prompt: string,
  maxTokens: number,
): Promise<TimedStream> {
  const begun = performance.now();
  const answer = await fetch(`${url}/v1/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ model, prompt, max_tokens: maxTokens, temperature: 0 },
      ...{ stream: true, stream_options: { include_usage: true } },
    }),
  });
  if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  const events: string[] = [];
  let firstMs = 0;
  let rest = '';
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    events.push(...lines.filter((line) => line.startsWith('data: {')));
    // What follows is read when nobody's time is measured any more.
    if (firstMs === 0 && events.some((line) => textOf(chunkOf(line)) !== ''))
      firstMs = performance.now() - begun;
  }
  const chunks = events.map(chunkOf);
  const usage = chunks.findLast((chunk) => chunk.usage != null)?.usage;
  if (usage == null) throw new Error(`a stream ended without usage: ${events.at(-1)}`);
  return {
    ...{ promptTokens: usage.prompt_tokens, tokens: usage.completion_tokens, firstMs },
    text: chunks.map(textOf).join(''),
  };
}

function chunkOf(line: string): Chunk {
  return JSON.parse(line.slice('data: '.length)) as Chunk;
}

function textOf({ choices }: Chunk): string {
  return choices[0]?.text ?? '';
}
