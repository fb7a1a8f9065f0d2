/** The web page: its files, and the addresses of its views, which all give the one document. Nothing on it comes from elsewhere. */

import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The page may load from this server only, and be shown in no other page. */
const POLICY = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const views = ['ask', 'runs', 'data', 'evaluate', 'compliance', 'advice'] as const;

export function addPage(app: FastifyInstance, folder: string): void {
  const headers = {
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  void app.register(async (page) => {
    // Everybody who reaches the server may load the page; what it shows, it asks for with the reader's key.
    page.addHook('onRoute', (route) => {
      route.config = { ...route.config, isOpen: true };
    });
    await page.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      // Their names change with their content.
      immutable: true,
      maxAge: '365d',
      index: false,
      preCompressed: true,
      setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
    });
    for (const address of ['/', ...views.flatMap((view) => [`/${view}`, `/${view}/*`])]) {
      page.get(address, (_request, reply) =>
        reply.headers(headers).sendFile('index.html', folder, { maxAge: 0, immutable: false }),
      );
    }
  });
}
