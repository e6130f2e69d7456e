import { toGcj02, toWgs84, type Coordinates } from './datum.js';

const dongmen = { longitude: 114.1207, latitude: 22.5466 };

describe('a position of a Chinese phone map', () => {
  it('lies some hundred metres from its WGS 84 position', () => {
    expect(toGcj02(dongmen).longitude).toBeCloseTo(114.1257, 3);
    expect(metresBetween(dongmen, toGcj02(dongmen))).toBeGreaterThan(300);
    expect(metresBetween(dongmen, toGcj02(dongmen))).toBeLessThan(800);
  });

  it.each([
    { place: '东门', ...dongmen },
    { place: '凉州', longitude: 102.6402, latitude: 37.9282 },
    { place: '北京', longitude: 116.3975, latitude: 39.9087 },
    { place: '西宁', longitude: 101.7782, latitude: 36.6171 },
  ])('comes back from $place within a centimetre', ({ longitude, latitude }) => {
    const back = toWgs84({ ...toGcj02({ longitude, latitude }), datum: 'GCJ02' });
    expect(metresBetween(back, { longitude, latitude })).toBeLessThan(0.01);
  });

  it('is not shifted outside China', () => {
    const zurich = { longitude: 8.55, latitude: 47.37 };
    expect(toGcj02(zurich)).toEqual(zurich);
    expect(toWgs84({ ...zurich, datum: 'GCJ02' })).toEqual(zurich);
  });

  it.each(['WGS84', 'CGCS2000'] as const)('in %s is taken as it is', (datum) => {
    expect(toWgs84({ ...dongmen, datum })).toEqual(dongmen);
  });
});

function metresBetween(a: Coordinates, b: Coordinates): number {
  const metresPerDegree = 111_195;
  const east = (a.longitude - b.longitude) * Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot(east, a.latitude - b.latitude) * metresPerDegree;
}
