export interface Difference {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

export function difference(before: readonly string[], after: readonly string[]): Difference {
  return {
    gone: before.filter((text) => !after.includes(text)),
    come: after.filter((text) => !before.includes(text)),
  };
}
