import { Readable } from 'node:stream';
import type { ServiceCaller } from '@weisu/service-host';
import type { FastifyInstance } from 'fastify';
import { bytesThrough } from '@weisu/worker-pool';
import { Refusal } from '../calling/refusal.js';
import { ask } from '../calling/service-caller.js';
import { scopeOf } from '../request/request-scope.http.js';
import type { GatewayWorkers } from '../workers.js';
import type { ExportPlaces } from './export-places.js';
import { ledgerFilter, type Query } from './ledger-filter.js';
import { ledgerRows } from './entry-rows.js';

/** A page of matters is laid out in some milliseconds. */
const stepMilliseconds = 20_000;

/** GET /exports/ledger.xlsx?areaCode=…&status=A,B&overdue=true: the filter of `appeals`, as a table. */
export function exportRoutes(
  server: FastifyInstance,
  {
    caller,
    workers,
    places,
  }: Readonly<{ caller: ServiceCaller; workers: Pick<GatewayWorkers, 'tables'>; places: ExportPlaces }>,
): void {
  server.get<{ Querystring: Query }>('/exports/ledger.xlsx', async (request, reply) => {
    const scope = scopeOf(request);
    if (!scope.actor) throw new Refusal('UNAUTHENTICATED');
    const filter = ledgerFilter(request.query);
    places.takeFor(reply, scope.actor.subject);
    const rows = await ledgerRows((operation, args) => ask(caller, scope, operation, args), filter);
    const table = bytesThrough(workers.tables, 'workbook', rows, stepMilliseconds);
    void reply.headers({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="ledger.xlsx"',
    });
    return reply.send(Readable.from(table, { objectMode: false }));
  });
}
