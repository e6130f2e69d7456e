import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerExportFetchAnswer } from '@weisu/api';
import type { ServiceCaller } from '@weisu/service-host';
import { bytesThrough } from '@weisu/worker-pool';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../calling/refusal.js';
import { ask, askAsGateway } from '../calling/service-caller.js';
import { disposition } from '../evidence/file-name.js';
import { scopeOf } from '../request/request-scope.http.js';
import type { GatewayWorkers } from '../workers.js';
import type { ExportPlaces } from './export-places.js';
import type { MattersBatch } from './ledger.worker.js';
import { isLarge, type Cell } from './matters-workbook.js';

const fileName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.xlsx$/;

/** A page of a thousand matters is laid out in some ten milliseconds. */
const stepMilliseconds = 20_000;

/** Rest after a page, as a multiple of what it took, and in milliseconds at most: a slow reader leaves time enough. */
const restShare = 2;
const longestRest = 200;

type ReadPage = (index: number) => Promise<Cell[][]>;

/**
 * GET /exports/:id.xlsx: an export that dispatch has made, laid out while it is read. Whose it is and whether it is still to be handed out is asked in the caller's
 * name, once; its pages are read as the gateway, by the fetch that this was allowed for, so that the file outlives the token (docs/adr/0043).
 */
export function exportFileRoutes(
  server: FastifyInstance,
  {
    caller,
    serviceToken,
    workers,
    places,
  }: Readonly<{
    caller: ServiceCaller;
    serviceToken: () => Promise<string>;
    workers: Pick<GatewayWorkers, 'tables'>;
    places: ExportPlaces;
  }>,
): void {
  server.get<{ Params: { file: string } }>('/exports/:file', async (request, reply) => {
    const scope = scopeOf(request);
    if (!scope.actor) throw new Refusal('UNAUTHENTICATED');
    const id = fileName.exec(request.params.file.toLowerCase())?.[1];
    if (!id) throw new Refusal('NOT_FOUND');
    places.takeFor(reply, scope.actor.subject);
    const fetched = (await ask(caller, scope, 'fetchLedgerExport', { id })) as LedgerExportFetchAnswer;
    const readPage: ReadPage = async (index) =>
      (await askAsGateway({ caller, serviceToken }, scope, 'exportPage', {
        fetchId: fetched.id,
        index,
      })) as Cell[][];
    const batches = await batchesOf(fetched, readPage);
    const table = bytesThrough(workers.tables, 'matters', batches, stepMilliseconds);
    void reply.headers({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': disposition('attachment', `台账-${id}.xlsx`),
    });
    return reply.send(Readable.from(table, { objectMode: false }));
  });
}

/**
 * The first page is read before the first byte is sent: a refusal is then an answer, and not a broken file. After a page it rests, so that a file of a thousand pages
 * leaves processors to people.
 */
async function batchesOf(
  { columns, rows, pages, megabytes }: LedgerExportFetchAnswer,
  readPage: ReadPage,
): Promise<AsyncGenerator<MattersBatch>> {
  const first = pages > 0 ? await readPage(0) : [];
  const head = { columns, isLarge: isLarge({ rows, columns: columns.length, megabytes }) };
  return (async function* (): AsyncGenerator<MattersBatch> {
    yield head;
    let began = performance.now();
    yield first;
    for (let index = 1; index < pages; index += 1) {
      await delay(Math.min(restShare * (performance.now() - began), longestRest));
      began = performance.now();
      yield await readPage(index);
    }
  })();
}
