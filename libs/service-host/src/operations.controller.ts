import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { operationNamed } from '@weisu/api';
import { DomainError, type ErrorCode } from '@weisu/contracts';
import type { FastifyReply } from 'fastify';
import { describeSpan, inSpan, Readiness } from '@weisu/messaging';
import { DataSource } from 'typeorm';
import { failureOf } from './failure.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import { OperationRunner, ServiceIdentity } from './operation.runner.js';

type CallHeaders = Readonly<Record<string, string | undefined>>;

/** POST /operations/:name — the wire between gateway and service, the same by HTTP and by `inject()`. */
@Controller()
export class OperationsController {
  constructor(
    private readonly runner: OperationRunner,
    private readonly source: DataSource,
    private readonly readiness: Readiness,
    private readonly log: Log,
    private readonly identity: ServiceIdentity,
    private readonly metrics: Metrics,
  ) {}

  @Post('operations/:name')
  @HttpCode(200)
  call(
    @Param('name') name: string,
    @Body() body: { args?: unknown } | undefined,
    @Headers() headers: CallHeaders,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    // only the gateway and other services get in here (NetworkPolicy), so their trace is taken on
    const { traceparent } = headers;
    const known = operationNamed(name)?.name ?? 'unknown';
    const attributes = { 'weisu.service': this.identity.service.toLowerCase(), 'weisu.operation': known };
    return inSpan(`operation ${known}`, { kind: 'SERVER', attributes, traceparent }, () =>
      this.answer(name, body, headers, reply),
    );
  }

  private async answer(
    name: string,
    body: { args?: unknown } | undefined,
    headers: CallHeaders,
    reply: FastifyReply,
  ): Promise<unknown> {
    const correlationId = headers['x-correlation-id'] ?? null;
    const started = performance.now();
    try {
      const data = await this.runner.run({
        name,
        args: body?.args ?? {},
        bearer: /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? null,
        idempotencyKey: headers['idempotency-key'] ?? null,
        correlationId,
        network: headers['x-client-network'] ?? '',
        proof: headers['x-weisu-proof-id'] ?? null,
        actingFor: headers['x-weisu-acting-for'] ?? null,
      });
      this.log.debug(
        { operation: name, correlationId, milliseconds: performance.now() - started },
        'operation',
      );
      this.measure(name, 'OK', started);
      return { data: data ?? null };
    } catch (error) {
      const { status, ...failure } = failureOf(error);
      const { code } = failure;
      if (isOurFault(code, error)) this.log.failed({ operation: name, correlationId, reason: code }, error);
      else this.log.info({ operation: name, correlationId, code }, 'refused');
      this.measure(name, code, started);
      describeSpan({ 'error.type': code });
      void reply.status(status);
      return { error: failure };
    }
  }

  private measure(name: string, code: string, started: number): void {
    const known = operationNamed(name)?.name ?? 'unknown';
    this.metrics.operation(known, code, (performance.now() - started) / 1_000);
  }

  @Get('health')
  health(): { status: string } {
    return { status: 'up' };
  }

  /** Ready means: the database answers, and nothing is missing that a right answer needs. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string }> {
    try {
      await this.source.query('SELECT 1');
      const missing = this.readiness.missing();
      if (!missing.length) return { status: 'ready' };
      void reply.status(503);
      return { status: `waiting for ${missing.join(', ')}` };
    } catch (error) {
      this.log.failed({ operation: 'ready' }, error);
      void reply.status(503);
      return { status: 'database unreachable' };
    }
  }
}

/** What a person of the IT has to see: what nobody expected, and a refusal that comes from the installation. */
function isOurFault(code: ErrorCode, error: unknown): boolean {
  return code === 'INTERNAL' || (error instanceof DomainError && error.cause !== undefined);
}
