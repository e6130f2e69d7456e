/** The maps of phones in China answer in GCJ-02; boundaries are kept in WGS 84. CGCS 2000 differs from it by centimetres. */
export const datums = ['WGS84', 'GCJ02', 'CGCS2000'] as const;
export type Datum = (typeof datums)[number];
export type Coordinates = Readonly<{ longitude: number; latitude: number }>;

/** Krasovsky 1940, which the published GCJ-02 approximation uses. */
const semiMajorAxis = 6378245;
const eccentricitySquared = 0.006693421622965943;
const radians = Math.PI / 180;

/** Three rounds bring the inverse of the approximation below a millimetre. */
const rounds = 3;

/** A point in WGS 84 degrees. GCJ-02 has no published inverse: this one searches the point whose GCJ-02 position is the given one. */
export function toWgs84(point: Coordinates & Readonly<{ datum: Datum }>): Coordinates {
  const { longitude, latitude } = point;
  if (point.datum !== 'GCJ02' || !shifted(point)) return { longitude, latitude };
  let found: Coordinates = { longitude, latitude };
  for (let round = 0; round < rounds; round += 1) {
    const there = toGcj02(found);
    found = {
      longitude: found.longitude - (there.longitude - longitude),
      latitude: found.latitude - (there.latitude - latitude),
    };
  }
  return found;
}

/** The GCJ-02 position of a WGS 84 point, by the approximation in general use (1–2 m). Outside China the two are the same. */
export function toGcj02(point: Coordinates): Coordinates {
  if (!shifted(point)) return { longitude: point.longitude, latitude: point.latitude };
  const x = point.longitude - 105;
  const y = point.latitude - 35;
  const sine = Math.sin(point.latitude * radians);
  const magic = 1 - eccentricitySquared * sine * sine;
  const metresPerDegreeNorth =
    ((semiMajorAxis * (1 - eccentricitySquared)) / (magic * Math.sqrt(magic))) * radians;
  const metresPerDegreeEast =
    (semiMajorAxis / Math.sqrt(magic)) * Math.cos(point.latitude * radians) * radians;
  return {
    longitude: point.longitude + metresEast(x, y) / metresPerDegreeEast,
    latitude: point.latitude + metresNorth(x, y) / metresPerDegreeNorth,
  };
}

function shifted({ longitude, latitude }: Coordinates): boolean {
  return longitude > 72.004 && longitude < 137.8347 && latitude > 0.8293 && latitude < 55.8271;
}

function wave(degrees: number): number {
  return Math.sin(degrees * Math.PI);
}

function ripple(x: number): number {
  return ((20 * wave(6 * x) + 20 * wave(2 * x)) * 2) / 3;
}

function metresNorth(x: number, y: number): number {
  const base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  const short = ((20 * wave(y) + 40 * wave(y / 3)) * 2) / 3;
  const long = ((160 * wave(y / 12) + 320 * wave(y / 30)) * 2) / 3;
  return base + ripple(x) + short + long;
}

function metresEast(x: number, y: number): number {
  const base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  const short = ((20 * wave(x) + 40 * wave(x / 3)) * 2) / 3;
  const long = ((150 * wave(x / 12) + 300 * wave(x / 30)) * 2) / 3;
  return base + ripple(x) + short + long;
}
