import type { Location } from "../rental/site.ts";

/** Mean radius of the Earth; metres. */
const earthRadius = 6_371_009;

/** The distance over the ground, on a sphere (haversine formula); whole metres. */
export function distanceBetween(one: Location, other: Location): number {
  const [fromLatitude, toLatitude] = [radians(one.latitude), radians(other.latitude)];
  const byLatitude = Math.sin((toLatitude - fromLatitude) / 2) ** 2;
  const byLongitude = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const half = byLatitude + Math.cos(fromLatitude) * Math.cos(toLatitude) * byLongitude;
  return Math.round(2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half))));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
