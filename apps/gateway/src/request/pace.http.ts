import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '@weisu/service-host';
import { judge, paceOf, type Sample, type Watched } from './pace.js';

/** Of Node's own server: a head, and a connection that says nothing, are ended after it. */
export const headWithinMs = 10_000;
/** How often connections are looked at. */
const everyMs = 1_000;
/** Kept without a question for so long. Longer than a proxy before us keeps its own, so that it never writes into a closed one. */
export const idleMs = 75_000;

/** What libuv has not given to the kernel yet; not part of Node's types. */
type Handle = Readonly<{ writeQueueSize?: number }>;

/**
 * Ends connections that hold something up, on every route and also where another server answers (the identity provider of `standalone`): a client that sends
 * its body, or reads its answer, more slowly than `paceOf` allows. Who is slow costs a socket, and never a place of others. Answers how to stop it.
 */
export function holdPace(server: Server, log: Log): () => void {
  const open = new Map<IncomingMessage, Watched & { response: ServerResponse }>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const since = sampleOf(request.socket);
    open.set(request, { begun: since.at, bodyComplete: false, since, response });
    // who was refused early may still be sending its body
    response.once('close', () => request.complete && open.delete(request));
  });
  const timer = setInterval(() => {
    for (const [request, watched] of open) {
      const { socket } = request;
      if (socket.destroyed || (request.complete && watched.response.closed)) {
        open.delete(request);
        continue;
      }
      const pace = paceOf(request.method, request.url);
      const bodyComplete = request.complete;
      const { slow, since } = judge({ ...watched, bodyComplete }, sampleOf(socket), pace);
      open.set(request, { ...watched, bodyComplete, since });
      if (!slow) continue;
      log.info({ part: 'pace', slow, method: request.method ?? null }, 'a slow client was let go');
      open.delete(request);
      letGo(socket, watched.response);
    }
  }, everyMs).unref();
  return () => clearInterval(timer);
}

function sampleOf(socket: Socket): Sample {
  const handle = (socket as unknown as { _handle?: Handle | null })._handle;
  const waiting = Math.max(socket.writableLength, handle?.writeQueueSize ?? 0);
  return {
    at: performance.now(),
    read: socket.bytesRead,
    taken: socket.bytesWritten - waiting,
    waiting,
  };
}

/** As Node's server answers a head that does not come. */
function letGo(socket: Socket, response: ServerResponse): void {
  if (!response.headersSent && socket.writable)
    socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  socket.destroySoon();
  // whoever does not even take that
  socket.setTimeout(everyMs, () => socket.destroy());
}
