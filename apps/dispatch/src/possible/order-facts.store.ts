import { visibleToOffices } from '@weisu/appeal-access';
import { clocksByOwner, type Clock } from '@weisu/clocks';
import type { EntityManager } from 'typeorm';
import { opinionsOf, workOrdersWithIds } from '../orders/work-order/work-order.store.js';
import { earlierRequests, matterFacts, type Asker } from './matter-facts.store.js';
import type { OrderFacts } from './order-rules.js';

/** What the rules about these work orders ask: those of the caller's unit, and those of matters that the caller sees. */
export async function orderFacts(
  manager: EntityManager,
  asker: Asker,
  ids: readonly string[],
): Promise<Map<string, OrderFacts>> {
  const orders = await workOrdersWithIds(manager, ids);
  if (!orders.length) return new Map();
  const { unitId } = asker.actor;
  const appealIds = [...new Set(orders.map(({ appealId }) => appealId))];
  const seen = await visibleToOffices(manager, asker.actor, appealIds);
  const shown = orders.filter((order) => order.unitId === unitId || seen.has(order.appealId));
  const orderIds = shown.map(({ id }) => id);
  const matters = await matterFacts(manager, asker, appealIds);
  const opinions = await opinionsOf(manager, orderIds);
  const clocks = await clocksByOwner(manager, orderIds);
  const earlier = await earlierRequests(manager, unitId, appealIds);
  return new Map(
    shown.flatMap((order): [string, OrderFacts][] => {
      const matter = matters.get(order.appealId);
      if (!matter) return [];
      const own = clocks.get(order.id) ?? [];
      const facts = {
        ...{ matter, order, isMatterSeen: seen.has(order.appealId), hasOpinion: opinions.has(order.id) },
        ...{ limit: limitOf(own), earlier: earlier.get(order.appealId) ?? new Map() },
      };
      return [[order.id, facts]];
    }),
  );
}

function limitOf(clocks: readonly Clock[]): Clock | null {
  const resolving = clocks.filter(({ kind }) => kind === 'RESOLVE');
  return resolving.find(({ state }) => state === 'RUNNING') ?? resolving.at(-1) ?? null;
}
