import { expect, test } from "vitest";
import { distanceBetween } from "../../../server/fleet/distance.ts";
import { onChineseMap } from "../../../server/fleet/map-location.ts";

const shanghai = { latitude: 31.2304, longitude: 121.4737 };

test("the distance over the ground is told in metres", () => {
  expect(distanceBetween(shanghai, shanghai)).toBe(0);
  // One degree of latitude is 111.195 km on a sphere of the Earth's mean radius.
  const [origin, north] = [0, 1].map((latitude) => ({ latitude, longitude: 20 }));
  if (origin && north) expect(distanceBetween(origin, north)).toBe(111_195);
  // Beijing, Tiananmen: 1,067 km by any map.
  expect(Math.round(distanceBetween(shanghai, { latitude: 39.9042, longitude: 116.4074 }) / 1000)).toBe(1067);
});

test("the other side of the Earth is half its circumference away", () => {
  const antipode = { latitude: -shanghai.latitude, longitude: shanghai.longitude - 180 };
  expect(Math.round(distanceBetween(shanghai, antipode) / 1000)).toBe(20_015);
});

test("a place in China is shifted for Chinese maps, by some hundred metres", () => {
  const shown = onChineseMap(shanghai);
  // As gcj02 of other programs: north-west by about 0.002 and east by 0.0045 degrees.
  expect(shown.latitude).toBeCloseTo(31.22844, 4);
  expect(shown.longitude).toBeCloseTo(121.47822, 4);
  const shift = distanceBetween(shanghai, shown);
  expect(shift).toBeGreaterThan(300);
  expect(shift).toBeLessThan(700);
});

test("a place outside of China is the same on every map", () => {
  const berlin = { latitude: 52.52, longitude: 13.405 };
  expect(onChineseMap(berlin)).toEqual(berlin);
});
