import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs, WhistleAnswer } from '@weisu/api';
import { readerOf, recordOpening, visibleAppeals } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import { withinActorArea, type Actor } from '@weisu/identity';
import { requireVersion } from '@weisu/persistence';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { requireReach } from '../../ground/appeal-list/appeal-list.store.js';
import { written } from '../../ground/note/written.js';
import { requireOpen, type Handling } from '../../ground/handling/handling.js';
import { areaOf, handlingFor, profileOf } from '../../ground/handling/handling.store.js';
import { writeNote } from '../../ground/note/note.store.js';
import { nextPaperNumber } from '../../ground/register/register.store.js';
import { callUnits } from './call.store.js';
import { requireGathering } from './place.js';
import { subjectOf } from './subjects.js';
import { storeSummons, summonsesOf, summonsesOfUnit } from './summons.store.js';
import { whistlePage } from './whistle-list.store.js';
import { lockVisible } from './whistle-access.store.js';
import { profileOfWhistle, requireLead } from './who-may.js';
import { summonsAnswers, whistleAnswerOf, whistleAnswers } from './whistle-view.store.js';
import {
  blown,
  completed,
  endorsed,
  requireCallable,
  requireSameStreet,
  requireWhistler,
  streetOf,
} from './whistle.js';
import { actsForStreet } from './who-may.js';
import {
  announceEach,
  insertWhistle,
  storeWhistle,
  whistlesAbout,
  whistlesWithIds,
} from './whistle.store.js';

/** Most matters of one whistle. */
const mostAppeals = 200;

/** 吹哨: who calls, and who stands behind it. */
@Injectable()
export class WhistleOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async blowWhistle(
    { input }: OperationArgs['blowWhistle'],
    { actor, work }: OperationContext,
  ): Promise<WhistleAnswer> {
    const directory = await this.directories.current();
    const { areaCode, situation, unitIds } = input;
    const reason = written(input.reason);
    requireArea(directory, actor, areaCode);
    const appealIds = requireAppealIds(input.appealIds);
    const handlings = await lockAppeals(work, actor, appealIds, areaCode);
    const first = handlings[0];
    const profile = first ? profileOf(directory, first) : directory.profileOn(areaCode, civilDate(work.now));
    if (!profile) throw new DomainError('PROFILE_MISSING');
    const by = requireWhistler(
      profile,
      actor.unitId === null ? null : directory.unit(actor.unitId),
      situation,
    );
    requireCallable(directory, unitIds, by);
    const gatherAt = input.gatherAt ? requireGathering(directory, input.gatherAt) : null;

    const number = await nextPaperNumber(work, streetOf(by.areaCode), 'whistle');
    const { whistle, announcements } = blown(
      {
        id: work.newId(),
        number,
        appealIds: handlings.map(({ id }) => id),
        areaCode,
        situation,
        reason,
        unitIds,
        gatherAt,
      },
      by,
      profile,
      work.now,
    );
    await insertWhistle(work, whistle);
    const calls = whistle.calledAt ? await callUnits(work, whistle, whistle.unitIds, profile, directory) : [];
    await announceEach(work, [...announcements, ...calls]);
    return whistleAnswerOf(work.manager, actor, whistle);
  }

  @Operation()
  async endorseWhistle(
    { id }: OperationArgs['endorseWhistle'],
    { actor, work }: OperationContext,
  ): Promise<WhistleAnswer> {
    const directory = await this.directories.current();
    const before = await lockVisible(work, actor, id);
    const profile = profileOfWhistle(directory, before);
    if (actor.unitId === null || !actsForStreet(directory, profile, actor.unitId, before.areaCode)) {
      throw new DomainError('FORBIDDEN', 'the desk of the street stands behind a whistle');
    }
    const { whistle, announcements } = endorsed(before, actor.unitId, work.now);
    const stored = await storeWhistle(work, whistle);
    const calls = await callUnits(work, stored, stored.unitIds, profile, directory);
    await announceEach(work, [...announcements, ...calls]);
    return whistleAnswerOf(work.manager, actor, stored);
  }

  @Operation()
  async completeWhistle(
    { id, outcome, ratings, expectedVersion }: OperationArgs['completeWhistle'],
    { actor, work }: OperationContext,
  ): Promise<WhistleAnswer> {
    const directory = await this.directories.current();
    const before = await lockVisible(work, actor, id);
    requireLead(directory, before, actor, work.now);
    requireVersion(before, expectedVersion);
    const noteId = await writeNote(work, subjectOf(before), written(outcome));
    const summonses = await summonsesOf(work.manager, [before.id]);
    const decision = completed(before, summonses, ratings, noteId, work.now);
    for (const summons of decision.summonses) await storeSummons(work, summons);
    const stored = await storeWhistle(work, decision.whistle);
    await announceEach(work, decision.announcements);
    return whistleAnswerOf(work.manager, actor, stored);
  }

  @Operation()
  async whistle(
    { id }: OperationArgs['whistle'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['whistle']> {
    const found = await whistlesWithIds(work.manager, [id]);
    const answer = (await whistleAnswers(work.manager, actor, found)).values().next().value ?? null;
    await recordOpening(work, 'whistle', answer?.appealIds ?? [], readerOf(work, actor));
    return answer;
  }

  @Operation()
  async whistles(
    { filter, first, after }: OperationArgs['whistles'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['whistles']> {
    if (filter?.areaCode) requireReach(await this.directories.current(), actor, filter.areaCode);
    const page = await whistlePage(work.manager, actor, filter ?? {}, first, after);
    const found = await whistlesWithIds(
      work.manager,
      page.edges.map(({ node }) => node.id),
    );
    const answers = await whistleAnswers(work.manager, actor, found);
    return {
      edges: page.edges.flatMap(({ node: { id }, cursor }) => {
        const node = answers.get(id);
        return node ? [{ node, cursor }] : [];
      }),
      pageInfo: page.pageInfo,
    };
  }

  @Operation()
  async summonses(
    { open }: OperationArgs['summonses'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['summonses']> {
    if (actor.unitId === null) return [];
    return summonsAnswers(work.manager, actor, await summonsesOfUnit(work.manager, actor.unitId, open));
  }

  @Operation()
  async whistlesByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['whistlesByAppeal']> {
    const visible = await visibleAppeals(work.manager, actor, keys);
    const whistles = await whistlesAbout(work.manager, [...visible]);
    const answers = await whistleAnswers(work.manager, actor, whistles);
    return keys.map((key) =>
      visible.has(key)
        ? whistles.flatMap((whistle) =>
            whistle.appealIds.includes(key) ? (answers.get(whistle.id) ?? []) : [],
          )
        : [],
    );
  }

  @ReadAgain('Whistle')
  @Operation()
  async whistlesById(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['whistlesById']> {
    const found = await whistlesWithIds(work.manager, keys);
    const answers = await whistleAnswers(work.manager, actor, found);
    return keys.map((key) => answers.get(key) ?? null);
  }
}

function requireArea(directory: Directory, actor: Actor, areaCode: string): void {
  const area = directory.area(areaCode);
  if (!area || area.validUntil !== null || !withinActorArea(actor, areaCode))
    throw new DomainError('AREA_NOT_FOUND', areaCode);
}

function requireAppealIds(appealIds: readonly string[]): string[] {
  const ids = appealIds.map((id) => id.toLowerCase());
  if (ids.length > mostAppeals)
    throw new DomainError('INVALID_ARGUMENT', `appealIds: at most ${mostAppeals}`);
  if (new Set(ids).size !== ids.length)
    throw new DomainError('INVALID_ARGUMENT', 'appealIds: name each matter once');
  return ids;
}

/** The matters in the order given, locked in the order of their ids so that two whistles cannot wait for each other. */
async function lockAppeals(
  work: OperationContext['work'],
  actor: Actor,
  appealIds: readonly string[],
  areaCode: string,
): Promise<Handling[]> {
  const found = new Map<string, Handling>();
  for (const id of [...appealIds].sort()) {
    const handling = await handlingFor(work, actor, id);
    requireOpen(handling);
    requireSameStreet(areaCode, areaOf(handling));
    found.set(id, handling);
  }
  return appealIds.flatMap((id) => found.get(id) ?? []);
}
