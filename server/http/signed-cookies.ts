import { hkdfSync } from "node:crypto";
import { Signer } from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A cookie of the hub's own: its name, what its key is derived for, and how long browsers keep it. */
export interface CookieKind {
  readonly name: string;
  readonly purpose: string;
  /** In seconds. */
  readonly maxAge: number;
}

/** One kind of cookie with a key of its own: a value that was signed for another kind is no value of this one. */
export class SignedCookie {
  readonly #kind: CookieKind;
  readonly #signer: Signer;
  readonly #secure: boolean;

  /** @param secure whether browsers send it over TLS only */
  constructor(kind: CookieKind, hubSecret: string, secure: boolean) {
    this.#kind = kind;
    this.#signer = new Signer(Buffer.from(hkdfSync("sha256", hubSecret, "", kind.purpose, 32)));
    this.#secure = secure;
  }

  set(reply: FastifyReply, value: string): void {
    const { name, maxAge } = this.#kind;
    const options = { path: "/", httpOnly: true, sameSite: "lax", secure: this.#secure, maxAge } as const;
    reply.setCookie(name, this.#signer.sign(value), options);
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.#kind.name, { path: "/" });
  }

  /** The value that a request bears; undefined where there is none, or none of ours. */
  read({ headers, server }: FastifyRequest): string | undefined {
    const raw = server.parseCookie(headers.cookie ?? "")[this.#kind.name];
    const unsigned = raw === undefined ? undefined : this.#signer.unsign(raw);
    return unsigned?.valid ? unsigned.value : undefined;
  }
}
