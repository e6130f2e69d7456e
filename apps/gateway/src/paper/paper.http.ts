import type { ServiceCaller } from '@weisu/service-host';
import { WorkerFailure } from '@weisu/worker-pool';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../calling/refusal.js';
import { ask, askAsGateway } from '../calling/service-caller.js';
import { disposition } from '../evidence/file-name.js';
import { scopeOf } from '../request/request-scope.http.js';
import type { GatewayWorkers } from '../workers.js';
import type { Printed, Printing } from './paper.worker.js';
import { printable } from './printable.js';

const fileName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(pdf|docx)$/;

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** GET /papers/:id.pdf and .docx: the same bytes whenever, and by whomever, it is printed. Laid out by a worker, whatever its words are. */
export function paperRoutes(
  server: FastifyInstance,
  {
    caller,
    serviceToken,
    workers,
  }: Readonly<{
    caller: ServiceCaller;
    serviceToken: () => Promise<string>;
    workers: Pick<GatewayWorkers, 'papers'>;
  }>,
): void {
  server.get<{ Params: { file: string } }>('/papers/:file', async (request, reply) => {
    const scope = scopeOf(request);
    if (!scope.actor) throw new Refusal('UNAUTHENTICATED');
    const [, id, ending] = fileName.exec(request.params.file.toLowerCase()) ?? [];
    if (!id || !ending) throw new Refusal('NOT_FOUND');
    const { page, issuedAt, number } = await printable(
      (operation, args) => ask(caller, scope, operation, args),
      id,
    );
    const format = ending as keyof typeof mediaTypes;
    const { bytes, sha256 } = await printed(workers, { page, issuedAt, ending: format });
    await askAsGateway({ caller, serviceToken }, scope, 'recordPrint', { paperId: id, sha256 });
    void reply.headers({
      'content-type': mediaTypes[format],
      'content-disposition': disposition('inline', `${number}.${ending}`),
    });
    return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}

async function printed({ papers }: Pick<GatewayWorkers, 'papers'>, task: Printing): Promise<Printed> {
  try {
    return await papers.run('print', task);
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    throw new Refusal(error.isOverLimits ? 'PAPER_TOO_LONG' : 'TRY_LATER', undefined, undefined, {
      cause: error,
    });
  }
}
