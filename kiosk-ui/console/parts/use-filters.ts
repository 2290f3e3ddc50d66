import { useMemo } from "react";
import { useSearchParams } from "react-router";

/** Names the page of a list in the address; not a filter. */
export const pageParameter = "before";

export interface Filters<Name extends string> {
  /** What is set; a filter that is not set is absent. */
  readonly values: Readonly<Partial<Record<Name, string>>>;
  /** Sets some and leaves the others; undefined or "" takes one away. The list begins at its first page again. */
  readonly set: (changes: Readonly<Partial<Record<Name, string | undefined>>>) => void;
  readonly clear: () => void;
  readonly isAny: boolean;
}

/** The filters of a list. They stand in the address: a link, a reload and the back button keep them. */
export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.toString();
  const key = names.join();
  return useMemo(() => {
    const found = new URLSearchParams(text);
    const list = key.split(",") as Name[];
    const values = Object.fromEntries(
      list.flatMap((name) => {
        const value = found.get(name);
        return value === null || value === "" ? [] : [[name, value]];
      }),
    ) as Partial<Record<Name, string>>;
    const become = (next: { readonly [Each in Name]?: string | undefined }) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete(pageParameter);
          for (const name of list) {
            const value = next[name];
            if (value === undefined || value === "") after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      );
    return {
      values,
      set: (changes) => become({ ...values, ...changes }),
      clear: () => become({}),
      isAny: Object.keys(values).length > 0,
    };
  }, [text, key, setParameters]);
}
