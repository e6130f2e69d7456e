import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatedTime } from '@weisu/messaging';
import { z } from 'zod';

const setting = z.object({
  /** The instant that it is to be now. */
  now: z.coerce.date().optional(),
  /** Business seconds per real second; 0 stands still. */
  speed: z.number().min(0).max(1_000_000).optional(),
});

const path = '/test-clock';

/** `GET /test-clock` tells business time, `POST /test-clock {now?, speed?}` sets it. There only with WEISU_TEST_CLOCK=1. */
export function testClock(time: SimulatedTime): {
  owns(url: string): boolean;
  callback(request: IncomingMessage, response: ServerResponse): void;
} {
  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { now, speed } = setting.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      await time.set(now, speed);
    }
    answer(response, 200, { now: time.now() });
  }
  return {
    owns: (url) => url === path,
    callback: (request, response) => {
      handle(request, response).catch((error: unknown) =>
        answer(response, 400, { error: error instanceof Error ? error.message : 'bad request' }),
      );
    },
  };
}
