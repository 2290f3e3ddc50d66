/** Coordinates as the hub takes them; WGS-84, to about ten metres, which is enough to sort cabinets. */
export interface Here {
  readonly latitude: string;
  readonly longitude: string;
}

/** ms until a phone that finds no satellite is given up */
const patience = 10_000;

/** Where the phone is; it asks the rider first. undefined: not allowed, or not known. */
export function whereAmI(): Promise<Here | undefined> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(undefined);
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: coords.latitude.toFixed(4), longitude: coords.longitude.toFixed(4) }),
      () => resolve(undefined),
      { timeout: patience, maximumAge: 60_000 },
    );
  });
}

/** Whether the rider has allowed it before, so that asking shows no question. */
export async function mayKnowWhere(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    return false;
  }
}
