import { levelOf, type Area } from '@weisu/contracts';
import { indexAreas } from '@weisu/directory-client';
import { areaOf, type Places } from './place.js';

const district = '440303';
const street = '440303001';
const otherStreet = '440303002';
const community = '440303001001';
const grid = '440303001001001';
const ended = '440303001002';

describe('the place of a matter', () => {
  it.each([
    { given: { point: at(1, 1) }, area: grid, because: 'the point lies in the grid' },
    {
      given: { point: at(1, 1), areaCode: street },
      area: grid,
      because: 'the point is deeper than the street named',
    },
    {
      given: { point: at(9, 1), areaCode: grid },
      area: grid,
      because: 'the phone was elsewhere, the person named the grid',
    },
    {
      given: { point: at(6, 1), areaCode: grid },
      area: grid,
      because: 'a place without polygon of its own is still named',
    },
    { given: { areaCode: community }, area: community, because: 'the area is named' },
    { given: { areaCode: street, address: '第二街道' }, area: street, because: 'a code is surer than words' },
    { given: { address: '第一街道幸福路 3 号' }, area: street, because: 'the words name the street' },
    { given: { address: '门口' }, area: null, because: 'the words name nothing' },
    { given: {}, area: null, because: 'nothing was said' },
  ])('is $area: $because', ({ given, area }) => {
    expect(areaOf(given, places, null)).toBe(area);
  });

  it.each([
    { given: { point: at(99, 99) }, code: 'outside the district' },
    { given: { areaCode: '440303999' }, code: 'no such area' },
    { given: { areaCode: ended }, code: 'no such area' },
  ])('is refused with "$code" for $given', ({ given, code }) => {
    expect(() => areaOf(given, places, null)).toThrow(code);
  });

  it('must lie in the area of the staff that registers it', () => {
    expect(areaOf({ areaCode: grid }, places, street)).toBe(grid);
    expect(() => areaOf({ areaCode: otherStreet }, places, street)).toThrow('no such area');
    expect(() => areaOf({ point: at(9, 1) }, places, street)).toThrow('no such area');
    expect(() => areaOf({ areaCode: street }, places, community)).toThrow('no such area');
  });

  it('in words that lead outside the reach is left to the district', () => {
    expect(areaOf({ address: '第二街道' }, places, street)).toBeNull();
  });
});

function at(longitude: number, latitude: number) {
  return { longitude, latitude, datum: 'WGS84' as const };
}

function area(
  code: string,
  name: string,
  west: number,
  east: number,
  north: number,
  validUntil: string | null = null,
): Area {
  const ring: [number, number][] = [
    [west, 0],
    [east, 0],
    [east, north],
    [west, north],
    [west, 0],
  ];
  return { code, name, level: levelOf(code), boundary: { type: 'Polygon', coordinates: [ring] }, validUntil };
}

const areas = [
  area(district, '某某区', 0, 10, 10),
  area(street, '第一街道', 0, 8, 10),
  area(otherStreet, '第二街道', 8, 10, 10),
  area(community, '幸福社区', 0, 5, 5),
  area(grid, '幸福社区第一网格', 0, 2, 2),
  area(ended, '旧社区', 5, 6, 5, '2020-01-01'),
];
const places: Places = {
  areas,
  area: (code) => areas.find((one) => one.code === code) ?? null,
  locationIndex: indexAreas(areas.filter((one) => one.validUntil === null)),
};
