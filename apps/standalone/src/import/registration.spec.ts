import { clientIdOf, communityFor, laneOf, registrationOf } from './registration.js';
import type { Row } from './rows.js';

const options = {
  system: 'hotline',
  channel: 'HOTLINE_12345',
  asOrders: false,
  dueDays: 15,
  communities: [],
};
const communities = ['440303003001', '440303003002', '440303004001'];

describe('a row as a registration', () => {
  it('keeps when it was said, by whom and what', () => {
    expect(registrationOf(rowOf(), options)).toEqual({
      title: '路灯不亮',
      text: '路灯三天不亮',
      areaCode: null,
      address: null,
      name: 'A0182491',
      phone: null,
      channel: 'HOTLINE_12345',
      occurredAt: '2019-01-01T19:04:00.000Z',
      clientId: clientIdOf('hotline', '360114'),
    });
  });

  it('without a number says that what it is known by was made of the row', () => {
    const row = rowOf({ id: null, key: 'row:digest:1' });
    expect(registrationOf(row, options).clientId).toBe(`row:${clientIdOf('hotline', 'row:digest:1')}`);
  });

  it('as an order of another system carries its number and a limit in natural days instead', () => {
    const input = registrationOf(rowOf(), { ...options, asOrders: true, dueDays: 10 });
    expect(input.clientId).toBeUndefined();
    expect(input.external).toEqual({
      system: 'hotline',
      number: '360114',
      dispatchedAt: '2019-01-01T19:04:00.000Z',
      dueBy: '2019-01-11T19:04:00.000Z',
      followUpBySender: false,
      replyRequired: false,
    });
  });

  it.each([
    { place: 'an area', row: rowOf({ areaCode: '440303005' }), areaCode: '440303005' },
    { place: 'an address', row: rowOf({ address: '东门中路 1 号' }), areaCode: null },
  ])('with $place of its own is not spread', ({ row, areaCode }) => {
    expect(registrationOf(row, { ...options, communities }).areaCode).toBe(areaCode);
  });

  it('without a place goes to the same community every time', () => {
    const { areaCode } = registrationOf(rowOf(), { ...options, communities });
    expect(communities).toContain(areaCode);
    expect(registrationOf(rowOf(), { ...options, communities }).areaCode).toBe(areaCode);
  });
});

describe('spreading', () => {
  it('uses every community', () => {
    const used = new Set(Array.from({ length: 50 }, (_, n) => communityFor(String(n), communities)));
    expect([...used].sort()).toEqual(communities);
  });
});

describe('the client id', () => {
  it('is a version 5 UUID of system and number', () => {
    expect(clientIdOf('hotline', '1')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const all = [clientIdOf('a', 'b,c'), clientIdOf('a,b', 'c'), clientIdOf('a', 'b'), clientIdOf('b', 'a')];
    expect(new Set(all).size).toBe(4);
  });
});

describe('lanes', () => {
  it('keep the rows of one person together', () => {
    const lane = laneOf(rowOf({ id: '1' }), 8);
    expect(laneOf(rowOf({ id: '2' }), 8)).toBe(lane);
    expect(laneOf(rowOf({ id: '3', reporter: null }), 8)).toBeLessThan(8);
    expect(laneOf(rowOf({ id: '4', phone: '无' }), 8)).toBe(lane);
  });

  it('are not one lane for all who left no number', () => {
    const rows = Array.from({ length: 50 }, (_, n) => rowOf({ id: `${n}`, reporter: null, phone: '不详' }));
    expect(new Set(rows.map((row) => laneOf(row, 8))).size).toBeGreaterThan(4);
  });
});

function rowOf(given: Partial<Row> = {}): Row {
  return {
    line: 2,
    id: '360114',
    title: '路灯不亮',
    text: '路灯三天不亮',
    submittedAt: new Date('2019-01-01T19:04:00Z'),
    reporter: 'A0182491',
    areaCode: null,
    address: null,
    phone: null,
    ...given,
    key: given.key ?? given.id ?? '360114',
  };
}
