import gcoord from "gcoord";
import type { Location } from "../rental/site.ts";

// Its types say that what it exports is in a `default` of its own; Node finds it in the module itself.
const { transform, WGS84, GCJ02 } = gcoord as unknown as typeof gcoord.default;

/**
 * A WGS-84 location in GCJ-02, the coordinates that maps in China must use (outside of China both are the same); to six
 * decimals, a tenth of a metre.
 */
export function onChineseMap({ latitude, longitude }: Location): Location {
  const [east, north] = transform([longitude, latitude] as [number, number], WGS84, GCJ02);
  return { latitude: Number(north.toFixed(6)), longitude: Number(east.toFixed(6)) };
}
