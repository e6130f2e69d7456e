import type { Area, Unit } from '@weisu/contracts';
import { Directory } from '@weisu/directory-client';
import type { Actor, Role } from '@weisu/identity';
import { unitsFor } from './unit-list.js';

const codes = ['440303', '440303003', '440303003020', '440303003020001', '440303003021', '440303004'];
const directory = new Directory(1, [
  ...codes.map((key) => ({ kind: 'area' as const, key, body: area(key) })),
  // listed in the reverse order on purpose: the answer is in the order of area codes
  ...[...codes].reverse().map((code) => ({ kind: 'unit' as const, key: `${code}.u`, body: unit(code) })),
]);

describe('the units that an actor is shown', () => {
  it.each<{ role: Role; areaCode: string | null; shown: string[] }>([
    { role: 'DISTRICT', areaCode: '440303', shown: codes },
    { role: 'STREET', areaCode: '440303003', shown: codes.slice(0, 5) },
    { role: 'COMMUNITY', areaCode: '440303003020', shown: codes.slice(0, 4) },
    { role: 'GRID', areaCode: '440303003020001', shown: codes.slice(0, 4) },
    { role: 'DEPARTMENT', areaCode: '440303', shown: codes },
    { role: 'MEDIATOR', areaCode: '440303003', shown: codes.slice(1, 5) },
    { role: 'COMPANY', areaCode: '440303003020', shown: codes.slice(2, 4) },
    { role: 'INTEGRATION', areaCode: '440303004', shown: ['440303004'] },
    { role: 'AUDITOR', areaCode: null, shown: codes },
    { role: 'ADMIN', areaCode: '440303004', shown: codes },
    { role: 'STREET', areaCode: null, shown: [] },
  ])('to $role of $areaCode without an area argument', ({ role, areaCode, shown }) => {
    expect(listed(actor(role, areaCode), null)).toEqual(shown);
  });

  it.each<{ role: Role; own: string | null; asked: string; shown: string[] | null }>([
    { role: 'STREET', own: '440303003', asked: '440303003', shown: codes.slice(1, 5) },
    { role: 'STREET', own: '440303003', asked: '440303003021', shown: ['440303003021'] },
    { role: 'STREET', own: '440303003', asked: '440303', shown: null },
    { role: 'STREET', own: '440303003', asked: '440303004', shown: null },
    { role: 'STREET', own: '440303003', asked: '440303003999', shown: null },
    { role: 'STREET', own: null, asked: '440303003', shown: null },
    { role: 'AUDITOR', own: null, asked: '440303004', shown: ['440303004'] },
    { role: 'AUDITOR', own: null, asked: '440304', shown: null },
  ])('to $role of $own asking for $asked', ({ role, own, asked, shown }) => {
    if (shown) expect(listed(actor(role, own), asked)).toEqual(shown);
    else
      expect(() => listed(actor(role, own), asked)).toThrow(
        expect.objectContaining({ code: 'AREA_NOT_FOUND' }),
      );
  });

  it('are of one kind when one is asked for', () => {
    const district = actor('DISTRICT', '440303');
    expect(unitsFor(directory, district, { areaCode: null, kind: 'DEPARTMENT' }).map(({ id }) => id)).toEqual(
      ['440303.u'],
    );
  });
});

const listed = (who: Actor, areaCode: string | null) =>
  unitsFor(directory, who, { areaCode, kind: null }).map((one) => one.areaCode);

function actor(role: Role, areaCode: string | null): Actor {
  return { subject: 's', name: '某人', roles: [role], unitId: null, areaCode, posts: [], client: 'console' };
}

function area(code: string): Area {
  const level = ({ 6: 'DISTRICT', 9: 'STREET', 12: 'COMMUNITY' } as const)[code.length] ?? 'GRID';
  return { code, name: code, level, boundary: null, validUntil: null };
}

function unit(areaCode: string): Unit {
  const kind = areaCode.length === 6 ? 'DEPARTMENT' : 'AREA_OFFICE';
  return { id: `${areaCode}.u`, name: areaCode, kind, areaCode, desk: null, phone: null };
}
