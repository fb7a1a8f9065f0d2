/** The events of a stream that a server sends, as they come. */

import { EventSourceParserStream } from 'eventsource-parser/stream';

/** The data of each. @throws TypeError where the connection is lost, or the signal's reason. */
export async function* eventsOf(response: Response): AsyncGenerator<string> {
  if (response.body === null) throw new TypeError('the answer has no body');
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  // Not all browsers iterate over streams by themselves.
  const reader = events.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value.data;
  } finally {
    await reader.cancel();
  }
}
