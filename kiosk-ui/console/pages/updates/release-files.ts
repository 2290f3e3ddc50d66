/** The three files of a release, as `npm run release` writes them. */
export interface ReleaseFiles {
  readonly manifest: File;
  readonly signature: File;
  readonly archive: File;
}

/** Finds the three files among those that were chosen. @returns undefined where one of them is not there, or there are others */
export function releaseFiles(chosen: readonly File[]): ReleaseFiles | undefined {
  const found = (ending: string) => chosen.find(({ name }) => name.endsWith(ending));
  const [manifest, signature, archive] = [found(".json"), found(".sig"), found(".tgz")];
  return manifest && signature && archive && chosen.length === 3 ? { manifest, signature, archive } : undefined;
}
