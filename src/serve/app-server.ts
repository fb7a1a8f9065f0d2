/** What the routes of the applications need of their server. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TextModel } from '../models/index.ts';

export interface AppServer {
  /** Refuses a request that there is no room for. */
  enter: (request: FastifyRequest) => void;
  /** The same, and the model where it is served; what it takes is counted as the request's. */
  enterText: (request: FastifyRequest, name: string, signal: AbortSignal) => TextModel;
  /** Fires when the reader leaves, or the server ends. */
  leaving: (reply: FastifyReply) => AbortSignal;
}
