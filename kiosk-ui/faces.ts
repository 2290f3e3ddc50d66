/** One page of the hub: a folder here with an `index.html`, and what its first visit may cost. */
export interface Face {
  readonly name: string;
  /** Bytes over the line until the page can be used, compressed with brotli: document, scripts, styles, one language. */
  readonly budget: number;
}

export const faces: readonly Face[] = [
  { name: "rider", budget: 60_000 },
  { name: "kiosk", budget: 200_000 },
  { name: "workbench", budget: 60_000 },
];

/** The operators' console has a build of its own: it needs React and younger browsers than the riders' pages. */
export const consoleFace: Face = { name: "console", budget: 400_000 };
