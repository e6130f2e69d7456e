import { visibleToOffices } from '@weisu/appeal-access';
import { isId } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { In, type EntityManager } from 'typeorm';
import { requestEntity } from '../orders/request/request.store.js';
import { mayAnswer } from '../whistles/whistle/who-may.js';
import { summonsEntity, summonsesOf } from '../whistles/whistle/summons.store.js';
import { visibleWhistles } from '../whistles/whistle/whistle-access.store.js';
import { whistlesWithIds } from '../whistles/whistle/whistle.store.js';
import type { Asker } from './matter-facts.store.js';
import type { RequestFacts, SummonsFacts, WhistleFacts } from './whistle-rules.js';

type Marks = Readonly<{ id: string; isPublished: boolean; isErased: boolean }>;

/** What the rules about these whistles ask, of those that the caller sees. */
export async function whistleFacts(
  manager: EntityManager,
  asker: Asker,
  ids: readonly string[],
): Promise<Map<string, WhistleFacts>> {
  const whistles = await visibleWhistles(manager, asker.actor, await whistlesWithIds(manager, ids));
  if (!whistles.length) return new Map();
  const whistleIds = whistles.map(({ id }) => id);
  const summonses = await summonsesOf(manager, whistleIds);
  const marks = await readRows<Marks>(
    manager,
    `SELECT w.id, EXISTS (SELECT 1 FROM published_whistle p WHERE p.whistle_id = w.id) AS "isPublished",
       EXISTS (SELECT 1 FROM handling h WHERE h.id = ANY(w.appeal_ids) AND h.personal_data_erased_at IS NOT NULL) AS "isErased"
     FROM whistle w WHERE w.id = ANY($1::uuid[])`,
    [whistleIds],
  );
  return new Map(
    whistles.map((whistle) => {
      const mark = marks.find(({ id }) => id === whistle.id);
      const facts = {
        ...{ ...asker, whistle, summonses: summonses.filter(({ whistleId }) => whistleId === whistle.id) },
        ...{ isPublished: mark?.isPublished ?? false, isErased: mark?.isErased ?? false },
      };
      return [whistle.id, facts];
    }),
  );
}

/** What the rules about these summonses ask: those of the caller's unit, and those of whistles that the caller sees. */
export async function summonsFacts(
  manager: EntityManager,
  asker: Asker,
  ids: readonly string[],
): Promise<Map<string, SummonsFacts>> {
  const summonses = await manager.findBy(summonsEntity, { id: In(ids.filter(isId)) });
  if (!summonses.length) return new Map();
  const whistles = await whistlesWithIds(
    manager,
    summonses.map(({ whistleId }) => whistleId),
  );
  const seen = new Set((await visibleWhistles(manager, asker.actor, whistles)).map(({ id }) => id));
  return new Map(
    summonses.flatMap((summons): [string, SummonsFacts][] => {
      const whistle = whistles.find(({ id }) => id === summons.whistleId);
      const isWhistleSeen = seen.has(summons.whistleId);
      if (!whistle || !(isWhistleSeen || mayAnswer(asker.actor, summons))) return [];
      return [[summons.id, { ...asker, summons, whistle, isWhistleSeen }]];
    }),
  );
}

/** What the rules about these requests ask: of who filed and who decides, and of who sees the matter. */
export async function requestFacts(
  manager: EntityManager,
  asker: Asker,
  ids: readonly string[],
): Promise<Map<string, RequestFacts>> {
  const requests = await manager.findBy(requestEntity, { id: In(ids.filter(isId)) });
  if (!requests.length) return new Map();
  const { unitId } = asker.actor;
  const seen = await visibleToOffices(
    manager,
    asker.actor,
    requests.map(({ appealId }) => appealId),
  );
  return new Map(
    requests
      .filter(
        ({ appealId, deciderId, requestedById }) =>
          seen.has(appealId) || (unitId !== null && [deciderId, requestedById].includes(unitId)),
      )
      .map((request) => [request.id, { ...asker, request }]),
  );
}
