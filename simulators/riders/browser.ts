/** A phone's browser as far as a rider needs one: cookies by host whatever the port (RFC 6265 §8.5), redirects one at a time. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** One request; a redirect is answered as it is. */
  async request(
    url: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> {
    const jar = this.#jar(url);
    const cookie = this.cookies(url);
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { ...init.headers, ...(cookie && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) jar.set(name, value);
    }
    return response;
  }

  /** Opens a page and follows its redirects; answers the last address and the page. */
  async open(url: string): Promise<{ url: string; response: Response }> {
    let at = url;
    for (let hops = 0; hops < 10; hops++) {
      const response = await this.request(at);
      const to = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || to === null) return { url: at, response };
      await response.body?.cancel();
      at = new URL(to, at).href;
    }
    throw new Error(`${url} redirects in circles`);
  }

  /** As the `cookie` header has them. */
  cookies(url: string): string {
    return [...this.#jar(url)].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #jar(url: string): Map<string, string> {
    const { hostname } = new URL(url);
    const jar = this.#cookies.get(hostname) ?? new Map<string, string>();
    this.#cookies.set(hostname, jar);
    return jar;
  }
}
