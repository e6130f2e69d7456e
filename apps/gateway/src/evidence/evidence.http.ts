import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Admission } from '../admission/admission.js';
import { refusal, Refusal } from '../calling/refusal.js';
import { scopeOf, type RequestScope } from '../request/request-scope.http.js';
import { EvidenceDesk, type EvidenceOptions } from './evidence.operations.js';
import { mostFileBytes } from './most-bytes.js';
import { disposition } from './file-name.js';
import { OpenUploads } from './open-uploads.js';
import { renditionSizes, type RenditionSize } from './storage-key.js';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type EvidenceRoutes = EvidenceOptions & Readonly<{ admission: Admission }>;

/** POST /files, GET /files/:id, and ?size= of its renditions. */
export function evidenceRoutes(server: FastifyInstance, options: EvidenceRoutes): void {
  const desk = new EvidenceDesk(options);
  const uploads = new OpenUploads();

  server.post('/files', { bodyLimit: mostFileBytes + 65_536 }, async (request, reply) => {
    const scope = scopeOf(request);
    const { network, isGone, proofSent } = scope;
    const visit = { network, isGone, proof: proofSent };
    const size = announcedSize(request);
    const proof = scope.actor ? null : await options.admission.toUpload(visit, size);
    await desk.admit(scope, size);
    const { bytes, name } = await uploadOf(request, uploads, scope);
    void reply.status(201);
    const upload = { bytes, name };
    if (scope.actor) return desk.receive(upload, scope);
    const paid = { ...scope, proof: proof?.id ?? null };
    return options.admission.inspect(visit, bytes.length, () => desk.receive(upload, paid));
  });

  server.get<{ Params: { id: string }; Querystring: { size?: unknown } }>(
    '/files/:id',
    async (request, reply) => {
      const { id } = request.params;
      const size = sizeAsked(request.query.size);
      const scope = scopeOf(request);
      const shown = async () => (uuid.test(id) ? desk.show(id, scope, size) : null);
      const file = await (scope.actor ? shown() : options.admission.read({ ...scope, proof: null }, shown));
      if (!file) throw new Refusal('NOT_FOUND');
      const kind = file.mediaType.startsWith('image/') ? 'inline' : 'attachment';
      void reply.headers({
        // what a stranger sent is drawn as a picture or saved, and never becomes a page of ours (docs/adr/0042)
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'content-type': file.mediaType,
        'content-length': String(file.size),
        'content-disposition': disposition(kind, file.name),
        'cache-control': 'private, max-age=3600',
        // what one person was shown is not there for the next one at the same browser
        vary: 'cookie, authorization',
      });
      return reply.send(file.content);
    },
  );
}

/** Null: the file itself. */
function sizeAsked(given: unknown): RenditionSize | null {
  if (given === undefined) return null;
  const size = renditionSizes.find((each) => String(each) === given);
  if (!size) throw refusal('INVALID_ARGUMENT', `size: ${renditionSizes.join(' or ')}`);
  return size;
}

/** Bytes of the whole form; as much as may come where nothing is announced. */
function announcedSize(request: FastifyRequest): number {
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(announced) && announced >= 0 ? announced : mostFileBytes;
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
    return await request.file({ limits: { fileSize: mostFileBytes, files: 1, fields: 10 } });
  } catch (cause) {
    throw new Refusal('INVALID_ARGUMENT', undefined, undefined, { cause });
  }
}
