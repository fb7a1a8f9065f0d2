/** The start of a client: configuration, session, heartbeat, telemetry, capabilities. */

import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { parseBody } from '../../../tinker/wire/parse-body.ts';
import { clientConfigBody, createSessionBody, heartbeatBody } from '../../../tinker/wire/session-bodies.ts';
import type { AppContext } from '../app-context.ts';
import { MOST_DATUMS } from '../limits.ts';
import { requireSession } from './lookups.ts';

/** Whatever version asks: `use_pyqwest_transport` would make the SDK load a native package, parallel chunks come out of order. */
const CLIENT_CONFIG = {
  pjwt_auth_enabled: false,
  credential_default_source: 'api_key',
  use_pyqwest_transport: false,
  parallel_fwdbwd_chunks: false,
  proto_compress_fwdbwd: false,
  create_model_via_load_weights: false,
  sample_use_retrieve_futures: false,
};
const REFRESH_SECONDS = 300;
/** From this minor version on the SDK sends protobuf. */
const PROTOBUF_SINCE = 25;

/** Batches that are not cut into pieces are trained with the bits that they have in this process. JSON would be several times as large. */
function largeChunks(maxBodyBytes: number): object {
  return {
    fwdbwd_max_chunk_len: MOST_DATUMS,
    fwdbwd_max_chunk_bytes_count: Math.floor(maxBodyBytes / 2),
    fwdbwd_dispatch_bytes_semaphore_size: 2 * maxBodyBytes,
  };
}

export function addSessionRoutes(app: FastifyInstance, context: AppContext): void {
  const { store, sessions, bases, maxBodyBytes } = context;
  app.get('/healthz', { config: { isOpen: true } }, () => ({ status: 'ok' }));
  app.post('/client/config', (request) => {
    const { sdk_version } = parseBody(clientConfigBody, request.body, 'the body of client/config');
    const minor = Number(/^0\.(\d+)/.exec(sdk_version ?? '')?.[1] ?? Infinity);
    return { ...CLIENT_CONFIG, ...(minor >= PROTOBUF_SINCE && largeChunks(maxBodyBytes)) };
  });
  app.post('/client/dynamic_config', () => ({
    refresh_interval_sec: REFRESH_SECONDS,
    sample_cancel_enabled: false,
  }));
  app.post('/create_session', (request) => {
    const about = parseBody(createSessionBody, request.body, 'the body of create_session');
    const id = randomUUID();
    store.sessions.add(id, about, Date.now());
    sessions.heard(id);
    return { type: 'create_session', session_id: id };
  });
  app.post('/session_heartbeat', (request) => {
    requireSession(
      context,
      parseBody(heartbeatBody, request.body, 'the body of session_heartbeat').session_id,
    );
    return { type: 'session_heartbeat' };
  });
  // A client whose telemetry fails tries for ever, and is slow to end.
  app.post('/telemetry', () => ({ status: 'accepted' }));
  app.get('/get_server_capabilities', () => ({
    supported_models: bases.list().map(({ name, config }) => ({
      model_name: name,
      max_context_length: config.contextLength,
    })),
  }));
}
