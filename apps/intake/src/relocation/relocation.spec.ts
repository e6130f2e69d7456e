import { actorOf } from '@weisu/testing';
import { checkMover, receptionAt, relocated } from './relocation.js';

const district = actorOf({ roles: ['DISTRICT'], areaCode: '440303' });
const street = actorOf({ roles: ['STREET'], areaCode: '440303003' });

describe('who moves an appeal', () => {
  it.each([
    { actor: district, from: null },
    { actor: district, from: '440303004' },
    { actor: street, from: null },
    { actor: street, from: '440303003020' },
  ])('$actor.roles may from $from', ({ actor, from }) => {
    expect(() => checkMover(actor, from)).not.toThrow();
  });

  it('a street may not from another street', () => {
    expect(() => checkMover(street, '440303004')).toThrow('role or duty');
  });

  it('within one area says nothing', () => {
    const id = '0193a8f0-0000-7000-8000-000000000001';
    expect(relocated(id, '440303003', '440303003', null)).toEqual([]);
    expect(relocated(id, null, '440303003', null)).toMatchObject([
      { payload: { from: null, to: '440303003' } },
    ]);
  });

  it.each([
    { receiver: { id: 'grid', areaCode: '440303003020001' }, ends: true },
    { receiver: { id: 'street', areaCode: '440303003' }, ends: false },
    { receiver: { id: 'district', areaCode: '440303' }, ends: false },
    { receiver: { id: 'street-2', areaCode: '440303004' }, ends: true },
  ])('the part of a first receiver of $receiver.areaCode ends: $ends', ({ receiver, ends }) =>
    expect(receptionAt('440303003020002', receiver)).toEqual({ unitId: receiver.id, ends }),
  );

  it('nobody’s part ends who is not known', () => expect(receptionAt('440303003', undefined)).toBeNull());
});
