export interface ListChange {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

export function listChange(before: readonly string[], after: readonly string[]): ListChange {
  return {
    gone: before.filter((text) => !after.includes(text)),
    come: after.filter((text) => !before.includes(text)),
  };
}
