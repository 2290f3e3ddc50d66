import type { FastifyReply, FastifyRequest } from "fastify";

export const operatorCookie = "operator";
const path = "/api/operator";
const shape = /^[\w-]{43}$/;

/** The secret of an operator's session, in a cookie that no script of a page and no other site gets. */
export class OperatorCookie {
  readonly #secure: boolean;
  readonly #origin: string;

  /** @param publicUrl with https browsers send the cookie over TLS only */
  constructor(publicUrl: string) {
    this.#secure = publicUrl.startsWith("https:");
    this.#origin = new URL(publicUrl).origin;
  }

  /** It ends with the browser; the hub ends the session earlier. */
  set(reply: FastifyReply, secret: string): void {
    reply.setCookie(operatorCookie, secret, { path, httpOnly: true, sameSite: "strict", secure: this.#secure });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(operatorCookie, { path });
  }

  /** undefined: the request bears none, or nothing that could be one. */
  read({ headers, server }: FastifyRequest): string | undefined {
    const value = server.parseCookie(headers.cookie ?? "")[operatorCookie];
    return value !== undefined && shape.test(value) ? value : undefined;
  }

  /**
   * Whether the browser says that a page of this hub sends the request. `SameSite` alone would let a page of another port or
   * subdomain through (Fetch Metadata; OWASP CSRF Prevention Cheat Sheet). Over plain HTTP browsers send `Origin` only.
   */
  isOwnPage({ headers }: FastifyRequest): boolean {
    const site = headers["sec-fetch-site"];
    return site === undefined ? headers.origin === this.#origin : site === "same-origin";
  }
}
