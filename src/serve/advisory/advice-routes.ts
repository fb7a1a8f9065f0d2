/** The routes of advice: questionnaire, scored profile, advice, "what if", and the report as a file. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  ADVICE,
  adviceBody,
  changedInput,
  citedRules,
  explained,
  Gate,
  htmlReport,
  inconsistencies,
  loadAdviceRules,
  pdfReport,
  scoreRisk,
} from '../../apps/advisory/index.ts';
import type { Advice, AdviceInput, AdviceRules, AdviceTools } from '../../apps/advisory/index.ts';
import { ApiError } from '../api-error.ts';
import type { AppServer } from '../app-server.ts';
import type { ServedAudit } from '../compliance/served-audit.ts';
import type { AdviceThread } from './advice-thread.ts';
import type { AdviceJob } from './advice-worker.ts';
import { readAdvise, readProfileBody, readWhatIf } from './advice-request.ts';
import { LatestAdvice } from './latest-advice.ts';
import { questionnaire } from './questionnaire.ts';
import { saidFinding, withSaid } from './said-figures.ts';
import type { SaidAdvice, ScoredProfile } from './shapes.ts';

/** `audit`: every advice that is given is recorded there before it is told; null where nothing is recorded. */
export function addAdviceRoutes(
  app: FastifyInstance,
  { audit, server, thread }: { audit: ServedAudit | null; server: AppServer; thread: AdviceThread },
): void {
  let rules: AdviceRules | null = null;
  /** By its request: a report is of the words that were read, and a model may say others the next time. */
  const told = new LatestAdvice();
  const loaded = (): AdviceRules => (rules ??= loadAdviceRules());

  const adviseOn = async (request: FastifyRequest, reply: FastifyReply): Promise<Advice> => {
    const { input, model: name } = readAdvise(request.body);
    const signal = server.leaving(reply);
    const model = name === null ? null : server.enterText(request, name, signal);
    if (name === null) server.enter(request);
    const tools = loaded().tools(input.profile.asOf, model);
    const computed = await thread.run({ input, extent: 'all figures', ...rulesOf(tools) }, signal);
    const advice = await explained(computed, tools);
    await record(advice, request);
    if (name !== null) told.keep(request.body, advice);
    return advice;
  };

  const record = async (advice: Advice, { apiKey }: FastifyRequest): Promise<void> => {
    if (audit === null) return;
    const key = apiKey?.name ?? null;
    const log = await audit.log();
    await log.append(ADVICE, adviceBody(advice, { name: key ?? 'unknown', key }));
  };

  app.get('/api/advisory/questionnaire', () => questionnaire());

  app.post('/v1/advisory/profile', (request): ScoredProfile => {
    server.enter(request);
    const profile = readProfileBody(request.body);
    const risk = scoreRisk(profile);
    const gate = new Gate(profile, risk, loaded().tools(profile.asOf, null).findRule);
    const { findings, isOpen } = gate.open([]);
    return {
      ...{ risk, inconsistencies: inconsistencies(profile, risk) },
      ...{ findings: findings.map(saidFinding), isOpen },
    };
  });

  app.post('/v1/advisory/advise', async (request, reply) => withSaid(await adviseOn(request, reply)));

  app.post('/v1/advisory/what-if', async (request, reply): Promise<SaidAdvice> => {
    server.enter(request);
    const { input, change } = readWhatIf(request.body);
    const moved: AdviceInput = changedInput(input, change);
    const rules = rulesOf(loaded().tools(input.profile.asOf, null));
    return withSaid(await thread.run({ input: moved, extent: 'quick', ...rules }, server.leaving(reply)));
  });

  app.post('/v1/advisory/report', async (request, reply) => {
    const { as = 'html' } = request.query as { as?: string };
    if (as !== 'html' && as !== 'pdf')
      throw new ApiError(400, 'as: give html or pdf', { code: 'report_kind', param: 'as' });
    const advice = told.of(request.body) ?? (await adviseOn(request, reply));
    void reply.header('content-disposition', `attachment; filename="advice-${advice.profile.asOf}.${as}"`);
    if (as === 'pdf') return reply.type('application/pdf').send(await pdfReport(advice));
    return reply.type('text/html; charset=utf-8').send(htmlReport(advice));
  });
}

/** What the gate cites, as data that a thread can be given. */
function rulesOf({ findRule, rulebooks }: AdviceTools): Pick<AdviceJob, 'rules' | 'rulebooks'> {
  return { rules: citedRules.map(findRule), rulebooks };
}
