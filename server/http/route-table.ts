/** Which methods the hub knows at an address, to tell a wrong method from a wrong address. */
export class RouteTable {
  readonly #routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = [];

  /** @param url the route's template, with `:name` for a part and `*` for the rest */
  add(methods: string | readonly string[], url: string): void {
    const pattern = url
      .split(/(:\w+|\*)/)
      .map((part) => {
        if (part.startsWith(":")) return "[^/]+";
        return part === "*" ? ".*" : part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
      })
      .join("");
    this.#routes.push({ path: new RegExp(`^${pattern}$`), methods: [methods].flat() });
  }

  /** Sorted, each once; empty where there is nothing. */
  methodsAt(url: string): string[] {
    const [path = ""] = url.split("?");
    const methods = this.#routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].toSorted();
  }
}
