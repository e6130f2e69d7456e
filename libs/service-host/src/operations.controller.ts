import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Relay } from '@weisu/messaging';
import { DataSource } from 'typeorm';
import { failureOf } from './failure.js';
import { Log } from './log.js';
import { OperationRunner } from './operation.runner.js';

type CallHeaders = Readonly<Record<string, string | undefined>>;

/** POST /operations/:name — the wire between gateway and service, the same by HTTP and by `inject()`. */
@Controller()
export class OperationsController {
  constructor(
    private readonly runner: OperationRunner,
    private readonly source: DataSource,
    @Inject(Relay) readonly relay: Relay,
    private readonly log: Log,
  ) {}

  @Post('operations/:name')
  @HttpCode(200)
  async call(
    @Param('name') name: string,
    @Body() body: { args?: unknown } | undefined,
    @Headers() headers: CallHeaders,
    @Res({ passthrough: true }) reply: FastifyReply,
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
        address: headers['x-client-address'] ?? '',
      });
      this.log.debug(
        { operation: name, correlationId, milliseconds: performance.now() - started },
        'operation',
      );
      return { data: data ?? null };
    } catch (error) {
      const { status, ...failure } = failureOf(error);
      if (failure.code === 'INTERNAL') this.log.failed({ operation: name, correlationId }, error);
      else this.log.info({ operation: name, correlationId, code: failure.code }, 'refused');
      void reply.status(status);
      return { error: failure };
    }
  }

  @Get('health')
  health(): { status: string } {
    return { status: 'up' };
  }

  /** Ready means: the database answers. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string }> {
    try {
      await this.source.query('SELECT 1');
      return { status: 'ready' };
    } catch (error) {
      this.log.failed({ operation: 'ready' }, error);
      void reply.status(503);
      return { status: 'database unreachable' };
    }
  }
}
