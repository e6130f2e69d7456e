import { setImmediate as others } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { actorOfAsker, mayKnowSame, mayKnowWho, visibleAppeals } from '@weisu/appeal-access';
import { announce, AppellantRevealed, DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { Work } from '@weisu/messaging';
import { actorRef, Operation, type OperationContext } from '@weisu/service-host';
import { readAppeals, type StoredAppeal } from '../registration/appeal.store.js';
import { contactOf } from './contact.js';
import { exportedAppeal, isThere, type ExportedAppeal } from './exported.js';
import { Vault } from './vault.store.js';

/** Matters of one call. */
const mostKeys = 1_000;

/** Milliseconds after which whoever else asks is answered: the numbers in a thousand long texts are looked for for seconds. */
const atOnce = 10;

type Input = OperationArgs['exportedAppeals']['input'];

/** What an export of the ledger holds of intake: by the same filter, key by key, as if the asker had asked. */
@Injectable()
export class ExportedOperations {
  constructor(
    private readonly directories: DirectoryClient,
    private readonly vault: Vault,
  ) {}

  /** Names and numbers that are handed out in full are each a reveal by the asker: on record before they are answered. */
  @Operation()
  async exportedAppeals(
    { input }: OperationArgs['exportedAppeals'],
    { work, now }: OperationContext,
  ): Promise<OperationAnswer['exportedAppeals']> {
    const { keys, named } = input;
    if (keys.length > mostKeys) throw new DomainError('INVALID_ARGUMENT', `keys: at most ${mostKeys}`);
    const asker = actorOfAsker(input.asker);
    const visible = await visibleAppeals(work.manager, asker, keys);
    const appeals = await readAppeals(work, [...visible]);
    const inConfidence = appeals.some((appeal) => appeal.confidential || appeal.original?.confidential);
    const directory = inConfidence ? await this.directories.current() : null;
    const rows: ReturnType<typeof this.row>[] = [];
    let began = performance.now();
    for (const appeal of appeals) {
      rows.push(this.row(appeal, asker, { named, directory, now }));
      if (performance.now() - began < atOnce) continue;
      await others();
      began = performance.now();
    }
    const revealed = rows.filter((row) => row.isRevealed).map(({ id }) => id);
    await recordReveals(work, asker, input, revealed);
    const byId = new Map(rows.map(({ id, answer }) => [id, answer]));
    return keys.map((key) => byId.get(key.toLowerCase()) ?? null);
  }

  private row(
    appeal: StoredAppeal,
    asker: Actor,
    { named, directory, now }: Readonly<{ named: boolean; directory: Directory | null; now: Date }>,
  ): Readonly<{ id: string; isRevealed: boolean; answer: ExportedAppeal }> {
    const contact = contactOf(appeal, this.vault.open);
    const ends = appeal.original ? [appeal, appeal.original] : [appeal];
    const who = mayKnowWho(appeal, asker, directory, now);
    // what is not on record as a reveal stays masked: words of a matter without a contact, too
    const isRevealed = named && who && isThere(contact);
    const known = { who, repeatOf: mayKnowSame(ends, asker, directory, now), revealed: isRevealed };
    return { id: appeal.id, isRevealed, answer: exportedAppeal(appeal, contact, known) };
  }
}

/** A page that is made again, after its process had died, is no second look. */
async function recordReveals(
  work: Work,
  asker: Actor,
  { exportId, purpose }: Input,
  appealIds: readonly string[],
): Promise<void> {
  if (!appealIds.length) return;
  if (!purpose) throw new DomainError('PURPOSE_REQUIRED');
  const byAsker = new Work(work.manager, { ...work.context, actor: actorRef(asker) });
  const fresh = await work.query<{ id: string; appeal_id: string }>(
    `INSERT INTO reveal (id, appeal_id, actor_subject, actor_unit, purpose, at, export_id)
     SELECT gen_random_uuid(), a.id, $2, $3, $4, $5, $6 FROM unnest($1::uuid[]) AS a (id)
     ON CONFLICT (export_id, appeal_id) WHERE export_id IS NOT NULL DO NOTHING RETURNING id, appeal_id`,
    [appealIds, byAsker.actor.subject, byAsker.actor.unitId, purpose, work.now, exportId],
  );
  for (const { id: revealId, appeal_id: appealId } of fresh)
    await byAsker.announce(appealId, [announce(AppellantRevealed, { appealId, revealId })]);
}
