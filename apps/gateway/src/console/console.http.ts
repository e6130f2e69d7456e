import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { builtFiles, sentOf, type BuiltFile } from './built-files.js';
import { pageHeaders } from './policy.js';

/** Where the build of `apps/console` lies beside this app: in the repository and in the image alike. */
const built = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** Pages by their paths. Which area or matter a path names is the page's own business: it asks the API. */
const pages = {
  '/r/:code': 'report.html',
  '/t/:number': 'track.html',
  '/console': 'console.html',
  '/console/*': 'console.html',
} as const;

const keptForEver = { 'cache-control': 'public, max-age=31536000, immutable' } as const;

/**
 * The console at the address of the API (docs/adr/0050): pages that are asked about each time, and files whose name is a hash of what they hold, which are kept for ever.
 * They are read once and lie in memory, a few hundred kilobytes; no path of a request is looked for on the disk. Where nothing is built there is no page, and the
 * API is what it was.
 */
export function consoleRoutes(server: FastifyInstance, folder = built): void {
  if (!existsSync(folder)) return;
  const files = builtFiles(contentsOf(folder));
  for (const [path, name] of Object.entries(pages)) {
    const file = files.get(name);
    if (file) server.get(path, (request, reply) => answer(request, reply.headers(pageHeaders), file));
  }
  for (const [name, file] of files)
    if (name.startsWith('assets/'))
      server.get(`/${name}`, (request, reply) => answer(request, reply.headers(keptForEver), file));
}

function contentsOf(folder: string): ReadonlyMap<string, Buffer> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    found
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => {
        const path = join(parentPath, name);
        return [path.slice(folder.length + 1), readFileSync(path)];
      }),
  );
}

function answer(request: FastifyRequest, reply: FastifyReply, file: BuiltFile): FastifyReply {
  const { body, encoding, etag } = sentOf(file, String(request.headers['accept-encoding'] ?? ''));
  void reply.headers({ etag, vary: 'accept-encoding' });
  if (request.headers['if-none-match']?.includes(etag)) return reply.status(304).send();
  void reply.header('content-type', file.type);
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  return reply.send(body);
}
