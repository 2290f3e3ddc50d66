import type { FastifyReply, FastifyRequest } from "fastify";

export const screenCookie = "screen";
/** Browsers keep a cookie for 400 days at most; a screen renews it each time it begins to follow its cabinet. In seconds. */
const keptFor = 400 * 24 * 3600;
const shape = /^[\w-]{43}$/;

/** The credential of a screen, in a cookie that no script of its page and no other site gets. */
export class ScreenCookie {
  readonly #secure: boolean;

  /** @param secure whether browsers send it over TLS only */
  constructor(secure: boolean) {
    this.#secure = secure;
  }

  set(reply: FastifyReply, credential: string): void {
    const options = { path: "/", httpOnly: true, sameSite: "strict", secure: this.#secure, maxAge: keptFor } as const;
    // An event stream sends the headers that are there when it begins; those of `setCookie` come later.
    reply.header("set-cookie", reply.server.serializeCookie(screenCookie, credential, options));
  }

  /** undefined: the request bears none, or nothing that could be one. */
  read({ headers, server }: FastifyRequest): string | undefined {
    const value = server.parseCookie(headers.cookie ?? "")[screenCookie];
    return value !== undefined && shape.test(value) ? value : undefined;
  }
}
