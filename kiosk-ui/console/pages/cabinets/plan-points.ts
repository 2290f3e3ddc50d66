/** A place on earth, WGS-84 degrees. */
interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** The places on a plan of 100 by 100, north at the top, and how long its scale is. */
export interface Plan<Point> {
  readonly points: readonly (Point & { readonly x: number; readonly y: number })[];
  /** What the bar of the scale stands for, m. */
  readonly scale: number;
  /** How long the bar is, of 100. */
  readonly bar: number;
}

const metresPerDegree = 111_195;
/** What stays free at each edge, of 100. */
const margin = 12;
/** No plan shows less than this, m: one cabinet alone has no extent. */
const leastExtent = 200;

/** Draws places to one scale in both directions. For a city: over a continent it is as wrong as any flat plan. */
export function planOf<Point extends Place>(places: readonly Point[]): Plan<Point> {
  const latitudes = places.map(({ latitude }) => latitude);
  const longitudes = places.map(({ longitude }) => longitude);
  const middle = { latitude: middleOf(latitudes), longitude: middleOf(longitudes) };
  const eastward = Math.cos((middle.latitude * Math.PI) / 180);
  const inMetres = places.map((place) => ({
    east: (place.longitude - middle.longitude) * metresPerDegree * eastward,
    north: (place.latitude - middle.latitude) * metresPerDegree,
  }));
  const extent = Math.max(
    leastExtent,
    ...inMetres.flatMap(({ east, north }) => [2 * Math.abs(east), 2 * Math.abs(north)]),
  );
  const perMetre = (100 - 2 * margin) / extent;
  const points = places.map((place, index) => {
    const { east = 0, north = 0 } = inMetres[index] ?? {};
    return { ...place, x: 50 + east * perMetre, y: 50 - north * perMetre };
  });
  const scale = roundLength(extent / 4);
  return { points, scale, bar: scale * perMetre };
}

function middleOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : (Math.min(...values) + Math.max(...values)) / 2;
}

/** 1, 2 or 5 times a power of ten, not above. */
function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const step = [5, 2].find((factor) => factor * power <= metres) ?? 1;
  return step * power;
}
