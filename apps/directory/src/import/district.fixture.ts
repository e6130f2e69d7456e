import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { systemActor, type DistrictPack } from '@weisu/contracts';
import { runWork } from '@weisu/messaging';
import type { TestService } from '@weisu/testing';
import { importPack, type ImportOutcome } from './pack-import.operations.js';

/** The pack of the demo district 深圳市罗湖区. */
export const demoFolder = fileURLToPath(new URL('../../../../deploy/districts/luohu', import.meta.url));

/** Imports as the running service would, and carries what was announced. */
export async function importInto(
  { running }: TestService,
  pack: DistrictPack,
  now: Date,
): Promise<ImportOutcome> {
  return runWork(
    running.source,
    { now, actor: systemActor, correlationId: randomUUID(), causationId: null },
    () => running.relay.poke(),
    (work) => importPack(pack, work, 'demo'),
  );
}
