import { clocksByOwner } from '@weisu/clocks';
import { DomainError, type PaperKind } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import type { Handling } from '../../ground/handling/handling.js';
import { handlingFor, requireUnerased } from '../../ground/handling/handling.store.js';
import { namesIn } from '../../ground/ledger/ledger.js';
import { entriesOf } from '../../ground/ledger/ledger.store.js';
import { noteTexts } from '../../ground/note/note.store.js';
import { opinionsOf, workOrdersOf } from '../../orders/work-order/work-order.store.js';
import {
  collectionFields,
  feedbackFields,
  followUpFields,
  followUpOf,
  handlingFields,
  isRated,
  opinionFields,
  type MatterFacts,
} from './matter-fields.js';
import type { Draft } from './paper.js';

export type MatterKind = Extract<PaperKind, 'COLLECTION' | 'HANDLING' | 'FEEDBACK' | 'OPINION' | 'FOLLOW_UP'>;

/** What a paper about a matter is to say, for a unit that sees it. The matter is locked. */
export async function draftOfMatter(
  work: Work,
  directory: Directory,
  actor: Actor,
  kind: MatterKind,
  appealId: string,
): Promise<Draft> {
  const handling = await handlingFor(work, actor, appealId);
  await requireUnerased(work, [handling.id]);
  const facts = await factsOf(work, directory, handling);
  const about = { kind, subjectId: handling.id, appealId: handling.id, whistleId: null } as const;
  const said = await saidOn(work, kind, facts, actor.unitId ?? '');
  return { ...about, areaCode: handling.areaCode, ...said };
}

type Said = Pick<Draft, 'number' | 'fields' | 'followUpId' | 'rated'>;

async function saidOn(work: Work, kind: MatterKind, facts: MatterFacts, unitId: string): Promise<Said> {
  switch (kind) {
    case 'COLLECTION':
      return { number: null, fields: collectionFields(facts) };
    case 'HANDLING':
      return { number: null, fields: handlingFields(facts) };
    case 'FEEDBACK':
      return { number: null, fields: feedbackFields(facts), rated: isRated(facts) };
    case 'OPINION': {
      const own = facts.orders.filter((order) => order.unitId === unitId).map(({ id }) => id);
      const opinion = [...(await opinionsOf(work.manager, own)).values()].at(-1);
      if (!opinion) throw new DomainError('PAPER_NOT_READY');
      return { number: opinion.number, fields: opinionFields(facts, opinion) };
    }
    case 'FOLLOW_UP': {
      const { entry, number, followUpId } = followUpOf(facts, unitId);
      return { number, fields: followUpFields(facts, entry), followUpId };
    }
  }
}

async function factsOf({ manager }: Work, directory: Directory, handling: Handling): Promise<MatterFacts> {
  const { id, areaCode, profileKey, profileVersion, category } = handling;
  const entries = await entriesOf(manager, [id]);
  const noteIds = entries.flatMap(({ payload: { noteId } }) => (typeof noteId === 'string' ? [noteId] : []));
  const orders = (await workOrdersOf(manager, [id])).filter(
    ({ status }) => status !== 'RETURNED' && status !== 'CANCELLED',
  );
  const limits = await clocksByOwner(
    manager,
    orders.map((order) => order.id),
  );
  const profile =
    profileKey !== null && profileVersion !== null
      ? directory.profileVersion(profileKey, profileVersion)
      : null;
  return {
    handling,
    area: areaCode === null ? null : areaText(directory, areaCode),
    category: profile?.categories.find(({ code }) => code === category)?.name ?? category,
    entries,
    texts: await noteTexts(manager, noteIds),
    orders,
    limits: [...limits.values()].flat(),
    names: namesIn(directory),
  };
}

/** 东门街道东门社区第一网格: the names from the street down; one that the next begins with is not said twice. */
export function areaText(directory: Directory, areaCode: string): string {
  const codes = [9, 12, 15].filter((length) => length <= areaCode.length).map((n) => areaCode.slice(0, n));
  const names = (codes.length ? codes : [areaCode]).map((code) => directory.area(code)?.name ?? code);
  return names.filter((name, index) => !names[index + 1]?.startsWith(name)).join('');
}
