import { hkdfSync, randomBytes } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { RiderLogin } from "../credit/credit-provider.ts";

export interface SessionParts {
  readonly login: RiderLogin;
  readonly clock: Clock;
  readonly hubSecret: string;
  /** https: the cookies are then sent over TLS only. */
  readonly secure: boolean;
  /** Whether a browser outside the Alipay app is turned away (product document 4). */
  readonly alipayAppOnly: boolean;
}

export const riderCookie = "rider";
const loginCookie = "login";
const sessionLength = 12 * 3600;
const loginLength = 600;
/** Requests' cookies that are remembered, 10 MB at most. */
const mostRemembered = 10_000;
const longestRemembered = 1000;
const LoginReturn = Type.Object({
  auth_code: Type.String({ minLength: 1, maxLength: 128 }),
  state: Type.String({ minLength: 1, maxLength: 64 }),
});

interface Session {
  readonly riderId: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** Knows the rider by a signed cookie, and gets it by Alipay's silent OAuth. */
export class RiderSession {
  readonly #parts: SessionParts;
  /** Who sent which `cookie` header: a rider's requests bear the same one, and its check would be a good part of their cost. */
  readonly #known = new Map<string, Session>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Cookies, for every route that asks who the rider is. */
  async register(app: FastifyInstance): Promise<void> {
    const secret = Buffer.from(hkdfSync("sha256", this.#parts.hubSecret, "", "jiehuan rider cookie", 32));
    await app.register(fastifyCookie, { secret: secret.toString("base64url"), hook: false });
  }

  /** The address to which Alipay sends riders back. Each return costs a call to Alipay, so `app` should limit them. */
  routes(app: FastifyInstance): void {
    app.get<{ Querystring: Type.Static<typeof LoginReturn> }>(
      "/login/alipay",
      { schema: { hide: true, querystring: LoginReturn } },
      (request, reply) => this.#finishLogin(request, reply),
    );
  }

  /** The rider's id; undefined for somebody who is not logged in. */
  riderOf(request: FastifyRequest): string | undefined {
    const session = this.#sessionOf(request);
    return session && session.expiresAt > this.#parts.clock.now() ? session.riderId : undefined;
  }

  /** @throws AppError rider/not-known */
  requireRider(request: FastifyRequest): string {
    const riderId = this.riderOf(request);
    if (riderId === undefined) throw new AppError("rider/not-known");
    return riderId;
  }

  /** Whether this browser can be sent to Alipay's login without asking the rider anything. */
  canLogIn(request: FastifyRequest): boolean {
    return !this.#parts.alipayAppOnly || /AlipayClient\//.test(request.headers["user-agent"] ?? "");
  }

  startLogin(reply: FastifyReply, backTo: string): FastifyReply {
    const state = randomBytes(16).toString("base64url");
    this.#set(reply, loginCookie, `${state}|${backTo}`, loginLength);
    return reply.redirect(this.#parts.login.loginUrl(state));
  }

  async #finishLogin(
    request: FastifyRequest<{ Querystring: Type.Static<typeof LoginReturn> }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const [state, backTo] = this.#read(request, loginCookie)?.split("|") ?? [];
    // A return that this browser did not start is somebody else's login.
    if (!backTo || state !== request.query.state) throw new AppError("rider/login-failed");
    const answer = await this.#parts.login.riderOf(request.query.auth_code);
    if (answer.outcome === "unknown") throw new AppError("credit/unavailable");
    if (answer.outcome === "refused") throw new AppError("rider/login-failed");
    const expiresAt = this.#parts.clock.now() + sessionLength * 1000;
    this.#set(reply, riderCookie, `${answer.value.riderId}|${expiresAt}`, sessionLength);
    reply.clearCookie(loginCookie, { path: "/" });
    return reply.redirect(backTo);
  }

  #set(reply: FastifyReply, name: string, value: string, maxAge: number): void {
    const { secure } = this.#parts;
    reply.setCookie(name, value, { path: "/", httpOnly: true, sameSite: "lax", signed: true, secure, maxAge });
  }

  /** One whose cookie is genuine; it may have ended. */
  #sessionOf(request: FastifyRequest): Session | undefined {
    const { cookie = "" } = request.headers;
    const known = this.#known.get(cookie);
    if (known) return known;
    const [riderId, expiresAt] = this.#read(request, riderCookie)?.split("|") ?? [];
    if (!riderId) return undefined;
    const session = { riderId, expiresAt: Number(expiresAt) };
    if (this.#known.size >= mostRemembered) this.#known.clear();
    if (cookie.length <= longestRemembered) this.#known.set(cookie, session);
    return session;
  }

  #read({ headers, server }: FastifyRequest, name: string): string | undefined {
    const raw = server.parseCookie(headers.cookie ?? "")[name];
    const unsigned = raw === undefined ? undefined : server.unsignCookie(raw);
    return unsigned?.valid ? unsigned.value : undefined;
  }
}
