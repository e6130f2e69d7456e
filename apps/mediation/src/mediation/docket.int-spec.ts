import type { OperationAnswer } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import { actorOf, eventually, startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import {
  actors,
  committeeId,
  mediating,
  opening,
  registered,
  testConfig,
  type Answer,
} from './mediation.fixture.js';

type List = OperationAnswer['mediations'];

describe('mediations in a list', () => {
  const time = new TestTime('2026-01-12T09:00:00+08:00');
  const appealId = '0193a8f0-0000-7000-8000-0000000000b1';
  const elsewhere = '0193a8f0-0000-7000-8000-0000000000b2';
  const nextDoor = '440303004.mediation';
  let service: TestService;
  const named: Record<string, string> = {};

  beforeAll(async () => {
    service = await startTestService(mediationDefinition, testConfig(), time);
    await service.probe.say(appealId, registered(appealId, '440303003020001'), time.now());
    await service.probe.say(elsewhere, registered(elsewhere, '440303004029001'), time.now());
    await eventually(async () => expect(await service.sql('SELECT 1 FROM appeal_scope')).toHaveLength(2));
    const open = async (name: string, overrides: object, actor: Actor) => {
      const { id } = await service.call<Answer>('openMediation', opening(overrides), actor);
      named[id] = name;
      time.advance({ minutes: 1 });
    };
    await open('of the matter', { appealId }, actors.community);
    await open('next door', { appealId: elsewhere, committeeId: nextDoor }, actors.streetNextDoor);
    named[(await mediating(service, { source: 'PARTY', kind: 'CONTRACT' })).id] = 'of nobody’s matter';
    await service.settled();
  });
  afterAll(() => service.stop());

  const list = (actor: Actor, args: object = {}) => service.call<List>('mediations', args, actor);
  const names = async (actor: Actor, filter: object = {}): Promise<(string | undefined)[]> =>
    (await list(actor, { filter })).edges.map(({ node }) => named[node.id]);

  it.each<[string, Actor, readonly string[]]>([
    ['the committee', actors.mediator, ['of nobody’s matter', 'of the matter']],
    ['the committee next door', actors.mediatorNextDoor, ['next door']],
    ['the street', actors.street, ['of nobody’s matter', 'of the matter']],
    ['the street next door', actors.streetNextDoor, ['next door']],
    ['a community next door', actors.communityNextDoor, []],
    ['the district', actors.district, ['of nobody’s matter', 'next door', 'of the matter']],
    ['an auditor', actors.auditor, ['of nobody’s matter', 'next door', 'of the matter']],
  ])('%s sees its own, the latest first', async (_who, actor, expected) => {
    expect(await names(actor)).toEqual(expected);
  });

  it('hold nothing that is not told of each by itself, and everything that is', async () => {
    const ids = Object.keys(named);
    for (const actor of Object.values(actors).filter(({ roles }) => !roles.includes('RESIDENT'))) {
      const each = await Promise.all(
        ids.map((id) => service.call<Answer | null>('mediation', { id }, actor)),
      );
      const listed = (await list(actor)).edges.map(({ node }) => node);
      const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
      expect([...listed].sort(byId)).toEqual(each.filter((one) => one !== null).sort(byId));
    }
  });

  it('are no opening of the matter', async () => {
    const before = await service.sql('SELECT 1 FROM access_log');
    await list(actors.street);
    expect(await service.sql('SELECT 1 FROM access_log')).toHaveLength(before.length);
  });

  it.each<[object, readonly string[]]>([
    [{ status: ['MEDIATING'] }, ['of nobody’s matter']],
    [{ kind: ['NEIGHBOURHOOD'] }, ['of the matter']],
    [{ mine: true }, ['of nobody’s matter']],
    [{ mine: false }, ['of the matter']],
    [{ dueBefore: '2026-01-12T09:00:00+08:00' }, []],
    [{ dueBefore: '2027-01-12T09:00:00+08:00' }, ['of nobody’s matter', 'of the matter']],
  ])('are found by %j', async (filter, expected) => {
    expect(await names(actors.mediator, filter)).toEqual(expected);
  });

  it('are one’s own where one is named as mediator, and not where the committee is', async () => {
    expect(await names(actors.otherMediator, { mine: true })).toEqual([]);
    expect(await names(actors.otherMediator)).toEqual(['of nobody’s matter', 'of the matter']);
  });

  it('come page by page, each once, and to nobody else', async () => {
    const seen: (string | undefined)[] = [];
    for (let after: string | null = null; ;) {
      const page: List = await list(actors.district, { first: 1, after });
      seen.push(...page.edges.map(({ node }) => named[node.id]));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor ?? null;
    }
    expect(seen).toEqual(['of nobody’s matter', 'next door', 'of the matter']);
    for (const actor of [actors.resident, actorOf({ roles: ['DEPARTMENT'], unitId: committeeId })])
      await expect(list(actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
