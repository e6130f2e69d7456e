import { parentPort, workerData } from 'node:worker_threads';

/** A request that is made from another thread, so that sending twenty megabytes and reading the answer is no work of the gateway's. */
export type Request = Readonly<{ path: string; upload: Readonly<{ body: Uint8Array; type: string }> | null }>;

const headers = { authorization: 'Bearer street-token', connection: 'close' };

async function statusOf({ path, upload }: Request): Promise<number> {
  const response = await fetch(`${String(workerData)}${path}`, {
    headers: upload ? { ...headers, 'content-type': upload.type } : headers,
    ...(upload ? { method: 'POST', body: Buffer.from(upload.body) } : {}),
  });
  await response.arrayBuffer();
  return response.status;
}

parentPort?.on('message', (request: Request) => {
  statusOf(request).then(
    (status) => parentPort?.postMessage(status),
    (error: unknown) => parentPort?.postMessage(String(error)),
  );
});
