/** GET /v1/calculators: their definitions as tools. POST /v1/calculators/{name}: arguments in, an exact result out. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { calculators } from '../../calculate/index.ts';
import { ApiError } from '../api-error.ts';
import type { CalculatorThread } from './calculator-thread.ts';
import { calculatorTools, openAiTool } from './calculator-tools.ts';

interface Server {
  thread: CalculatorThread;
  /** Refuses a request that there is no room for. */
  enter: (request: FastifyRequest) => void;
  /** Fires when the reader leaves, or the server ends. */
  leaving: (reply: FastifyReply) => AbortSignal;
}

export function addCalculatorRoutes(app: FastifyInstance, { thread, enter, leaving }: Server): void {
  const data = calculatorTools(true).map(openAiTool);
  app.get('/v1/calculators', () => ({ object: 'list', data }));
  void app.register((scope, _options, done) => {
    // As text: the digits of a number that a float would change count here.
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.post('/v1/calculators/:name', async (request, reply) => {
      const { name } = request.params as { name: string };
      if (!calculators.has(name))
        throw new ApiError(
          404,
          `There is no calculator ${JSON.stringify(name.slice(0, 100))}; see /v1/calculators.`,
          { code: 'calculator_not_found' },
        );
      enter(request);
      const body = typeof request.body === 'string' ? request.body : '';
      const outcome = await thread.run(name, body, leaving(reply));
      if ('error' in outcome) throw new ApiError(400, outcome.error, { code: 'calculator_arguments' });
      return outcome.result;
    });
    done();
  });
}
