import { createHash } from 'node:crypto';
import type { ServiceCaller } from '@weisu/service-host';
import { docxOf, notoSerif, pdfOf } from '@weisu/printing';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../calling/refusal.js';
import { ask, askAsGateway } from '../calling/service-caller.js';
import { inlineDisposition } from '../evidence/file-name.js';
import { scopeOf } from '../request/request-scope.http.js';
import { printable, type Printable } from './printable.js';

const fileName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(pdf|docx)$/;

const formats = {
  pdf: {
    mediaType: 'application/pdf',
    print: ({ page, issuedAt }: Printable) => pdfOf(page, issuedAt, notoSerif()),
  },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    print: ({ page, issuedAt }: Printable) => Promise.resolve(Buffer.from(docxOf(page, issuedAt))),
  },
} as const;

/** GET /papers/:id.pdf and .docx: the same bytes whenever, and by whomever, it is printed. A page takes some 40 ms of a processor; templates and fields have limits. */
export function paperRoutes(
  server: FastifyInstance,
  { caller, serviceToken }: Readonly<{ caller: ServiceCaller; serviceToken: () => Promise<string> }>,
): void {
  server.get<{ Params: { file: string } }>('/papers/:file', async (request, reply) => {
    const scope = scopeOf(request);
    if (!scope.actor) throw new Refusal('UNAUTHENTICATED');
    const [, id, ending] = fileName.exec(request.params.file.toLowerCase()) ?? [];
    if (!id || !ending) throw new Refusal('NOT_FOUND');
    const paper = await printable((operation, args) => ask(caller, scope, operation, args), id);
    const format = formats[ending as keyof typeof formats];
    void reply.headers({
      'content-type': format.mediaType,
      'content-disposition': inlineDisposition(`${paper.number}.${ending}`),
    });
    const bytes = await format.print(paper);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await askAsGateway({ caller, serviceToken }, scope, 'recordPrint', { paperId: id, sha256 });
    return reply.send(bytes);
  });
}
