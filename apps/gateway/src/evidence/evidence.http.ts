import { randomUUID } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal, Refusal } from '../calling/refusal.js';
import { scopeOf } from '../request/request-scope.http.js';
import { EvidenceDesk, type EvidenceOptions } from './evidence.operations.js';
import { inlineDisposition } from './file-name.js';

export const maxFileBytes = 20 * 1024 * 1024;

/** Each is held in memory, about twice, while it is looked through. */
const mostUploadsAtOnce = 8;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** POST /files and GET /files/:id. */
export function evidenceRoutes(server: FastifyInstance, options: EvidenceOptions): void {
  const desk = new EvidenceDesk(options);
  let uploads = 0;

  server.post('/files', { bodyLimit: maxFileBytes + 65_536 }, async (request, reply) => {
    if (uploads >= mostUploadsAtOnce) throw new Refusal('TRY_LATER');
    uploads += 1;
    try {
      const { bytes, name } = await uploadOf(request);
      void reply.status(201);
      return await desk.receive({ id: randomUUID(), bytes, name }, scopeOf(request));
    } finally {
      uploads -= 1;
    }
  });

  server.get<{ Params: { id: string } }>('/files/:id', async (request, reply) => {
    const { id } = request.params;
    const file = uuid.test(id) ? await desk.show(id, scopeOf(request)) : null;
    if (!file) throw new Refusal('NOT_FOUND');
    void reply.headers({
      'content-type': file.mediaType,
      'content-length': String(file.size),
      'content-disposition': inlineDisposition(file.name),
      'cache-control': 'private, max-age=3600',
    });
    return reply.send(file.content);
  });
}

async function uploadOf(request: FastifyRequest): Promise<{ bytes: Buffer; name: string | undefined }> {
  if (!request.isMultipart()) throw refusal('INVALID_ARGUMENT', 'send multipart/form-data with one file');
  const part = await filePartOf(request);
  if (!part) throw refusal('INVALID_ARGUMENT', 'the form holds no file');
  const bytes = await part.toBuffer();
  if (part.file.truncated) throw new Refusal('FILE_TOO_LARGE');
  if (bytes.length === 0) throw refusal('INVALID_ARGUMENT', 'the file is empty');
  return { bytes, name: part.filename };
}

/** A form that is broken, or holds more than one file, is the client's mistake. */
async function filePartOf(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { fileSize: maxFileBytes, files: 1, fields: 10 } });
  } catch (cause) {
    throw new Refusal('INVALID_ARGUMENT', undefined, undefined, { cause });
  }
}
