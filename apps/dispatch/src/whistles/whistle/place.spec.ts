import { toGcj02 } from '@weisu/directory-client';
import { insideArea, requireGathering, type Point } from './place.js';
import { smallDirectory } from './whistle.fixture.js';

const directory = smallDirectory();
const at = (longitude: number, latitude: number, datum: Point['datum'] = 'WGS84') => ({
  longitude,
  latitude,
  datum,
});

describe('the place of reporting in', () => {
  it.each([
    { where: 'inside', point: at(114.05, 22.05), inside: true },
    { where: 'on the boundary', point: at(114.1, 22.05), inside: true },
    { where: 'outside', point: at(114.2, 22.05), inside: false },
    { where: 'nowhere given', point: null, inside: null },
  ])('$where: $inside', ({ point, inside }) =>
    expect(insideArea(directory, '440303003020', point)).toBe(inside),
  );

  it('is read in the datum of the phone', () => {
    const edge = { longitude: 114.0999, latitude: 22.05 };
    const { longitude, latitude } = toGcj02(edge);
    expect(insideArea(directory, '440303003020', at(longitude, latitude, 'GCJ02'))).toBe(true);
    expect(insideArea(directory, '440303003020', at(longitude, latitude, 'WGS84'))).toBe(false);
  });

  it('is unknown where the area has no boundary', () =>
    expect(insideArea(directory, '440303003021', at(114.05, 22.05))).toBeNull());

  it.each([at(181, 22), at(114, -91)])('refuses what is no position', (point) =>
    expect(() => insideArea(directory, '440303003020', point)).toThrow('longitude and latitude in degrees'),
  );
});

describe('the place where units gather', () => {
  it('lies in the district', () => {
    expect(requireGathering(directory, at(114.05, 22.05))).toEqual(at(114.05, 22.05));
    expect(() => requireGathering(directory, at(113, 22.05))).toThrow('The point lies outside the district');
  });
});
