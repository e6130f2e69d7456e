import { randomUUID } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal, Refusal } from '../calling/refusal.js';
import { scopeOf, type RequestScope } from '../request/request-scope.http.js';
import { EvidenceDesk, type EvidenceOptions } from './evidence.operations.js';
import { inlineDisposition } from './file-name.js';
import { OpenUploads } from './open-uploads.js';

export const maxFileBytes = 20 * 1024 * 1024;

/** Complete files without an account that are looked through or wait for it: the others of the workers' queue are for who is signed in. */
const mostAnonymousInHand = 8;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** POST /files and GET /files/:id. */
export function evidenceRoutes(server: FastifyInstance, options: EvidenceOptions): void {
  const desk = new EvidenceDesk(options);
  const uploads = new OpenUploads();
  let anonymousInHand = 0;

  server.post('/files', { bodyLimit: maxFileBytes + 65_536 }, async (request, reply) => {
    const scope = scopeOf(request);
    await desk.admit(scope, Number(request.headers['content-length'] ?? 0));
    const { bytes, name } = await uploadOf(request, uploads, scope);
    void reply.status(201);
    if (scope.actor) return desk.receive({ id: randomUUID(), bytes, name }, scope);
    if (anonymousInHand >= mostAnonymousInHand) throw new Refusal('TRY_LATER');
    anonymousInHand += 1;
    try {
      return await desk.receive({ id: randomUUID(), bytes, name }, scope);
    } finally {
      anonymousInHand -= 1;
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

type Received = Readonly<{ bytes: Buffer; name: string | undefined }>;

/** The whole file: nothing is done with one that is still coming. */
async function uploadOf(
  request: FastifyRequest,
  uploads: OpenUploads,
  { actor, network }: RequestScope,
): Promise<Received> {
  if (!request.isMultipart()) throw refusal('INVALID_ARGUMENT', 'send multipart/form-data with one file');
  let part: MultipartFile | undefined;
  const [of, side] = actor ? ([actor.subject, 'SIGNED_IN'] as const) : ([network, 'ANONYMOUS'] as const);
  const upload = uploads.begin(of, side, performance.now(), () =>
    part?.file.destroy(new Refusal('TRY_LATER')),
  );
  if (!upload) throw new Refusal('TRY_LATER');
  try {
    part = await filePartOf(request);
    if (!part) throw refusal('INVALID_ARGUMENT', 'the form holds no file');
    const chunks: Buffer[] = [];
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      upload.received(chunk.length, performance.now());
    }
    if (part.file.truncated) throw new Refusal('FILE_TOO_LARGE');
    const bytes = Buffer.concat(chunks);
    if (bytes.length === 0) throw refusal('INVALID_ARGUMENT', 'the file is empty');
    return { bytes, name: part.filename };
  } finally {
    upload.close();
  }
}

/** A form that is broken, or holds more than one file, is the client's mistake. */
async function filePartOf(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { fileSize: maxFileBytes, files: 1, fields: 10 } });
  } catch (cause) {
    throw new Refusal('INVALID_ARGUMENT', undefined, undefined, { cause });
  }
}
