import { randomBytes } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { RiderLogin } from "../credit/credit-provider.ts";
import { type LogOuts, sessionLength } from "./log-outs.ts";
import { type PendingLogin, readPending, writePending } from "./pending-logins.ts";
import { answerProblem } from "./problem.ts";
import { SignedCookie } from "./signed-cookies.ts";

export interface SessionParts {
  readonly login: RiderLogin;
  readonly logOuts: LogOuts;
  readonly clock: Clock;
  readonly hubSecret: string;
  /** https: the cookies are then sent over TLS only. */
  readonly secure: boolean;
  /** Whether a browser outside the Alipay app is turned away (product document 4). */
  readonly alipayAppOnly: boolean;
  /** Where a rider goes who is known now, and was sent to the login from a page of ours so many ms ago. */
  readonly pageAfterLogin: (page: string, riderId: string, ago: number) => Promise<string>;
}

export interface Session {
  readonly riderId: string;
  /** The provider's other id of the same rider; absent where the login named one only. */
  readonly riderAlias?: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

export const riderCookie = "rider";
/** How long Alipay's page may take to send a browser back; ms. The page that it came from is remembered for longer. */
const loginLength = 600_000;
const rememberedPage = 3600;
const ordersPage = "/orders";
/** Requests' cookies that are remembered, 10 MB at most. */
const mostRemembered = 10_000;
const longestRemembered = 1000;

type Answer = Awaited<ReturnType<RiderLogin["riderOf"]>>;

/** Knows the rider by a signed cookie, and gets it by Alipay's silent OAuth. */
export class RiderSession {
  readonly #parts: SessionParts;
  readonly #rider: SignedCookie;
  readonly #login: SignedCookie;
  /**
   * Sessions by the whole `cookie` header: a rider's requests bear the same one, and its check would be a good part of their
   * cost. A part of the header is no key: the first cookies of two riders' headers may be the same.
   */
  readonly #known = new Map<string, Session>();
  /** Alipay's answers, by state and code: a code is good for one question, and browsers ask twice. */
  readonly #answers = new Map<string, Promise<Answer>>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { hubSecret, secure } = parts;
    const rider = { name: riderCookie, purpose: "jiehuan rider cookie", maxAge: sessionLength / 1000 };
    this.#rider = new SignedCookie(rider, hubSecret, secure);
    const login = { name: "login", purpose: "jiehuan login cookie", maxAge: rememberedPage };
    this.#login = new SignedCookie(login, hubSecret, secure);
  }

  /** Cookies, for every route that asks who the rider is. */
  async register(app: FastifyInstance): Promise<void> {
    await app.register(fastifyCookie, { hook: false });
  }

  /** The address to which Alipay sends riders back. Each return costs a call to Alipay, so `app` should limit them. */
  routes(app: FastifyInstance): void {
    app.get("/login/alipay", { schema: { hide: true } }, (request, reply) => this.#finishLogin(request, reply));
  }

  /** The session of a request; undefined for somebody who is not logged in, or not any more. */
  sessionOf(request: FastifyRequest): Session | undefined {
    const session = this.#genuineSession(request);
    return session && this.isOpen(session) ? session : undefined;
  }

  isOpen({ riderId, expiresAt }: Session): boolean {
    const { clock, logOuts } = this.#parts;
    return expiresAt > clock.now() && !logOuts.isEnded(riderId, expiresAt - sessionLength);
  }

  /** @throws AppError rider/not-known */
  requireSession(request: FastifyRequest): Session {
    const session = this.sessionOf(request);
    if (session === undefined) throw new AppError("rider/not-known");
    return session;
  }

  /** The rider's id. @throws AppError rider/not-known */
  requireRider(request: FastifyRequest): string {
    return this.requireSession(request).riderId;
  }

  /** Whether this browser can be sent to Alipay's login without asking the rider anything. */
  canLogIn(request: FastifyRequest): boolean {
    return !this.#parts.alipayAppOnly || /AlipayClient\//.test(request.headers["user-agent"] ?? "");
  }

  /** Sends the browser to Alipay's login, from which it comes back to this page of ours. */
  startLogin(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
    const state = randomBytes(16).toString("base64url");
    const login: PendingLogin = { state, startedAt: this.#parts.clock.now(), page };
    this.#login.set(reply, writePending([...readPending(this.#login.read(request)), login]));
    return reply.redirect(this.#parts.login.loginUrl(state));
  }

  /** Ends every session of a rider, as `LogOuts.end`. */
  endSessions(...about: Parameters<LogOuts["end"]>): Promise<void> {
    return this.#parts.logOuts.end(...about);
  }

  /** Ends every session of the rider who asks, in all browsers. */
  async logOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const session = this.sessionOf(request);
    if (session) await this.#parts.logOuts.end(session.riderId);
    this.#rider.clear(reply);
    this.#login.clear(reply);
  }

  /**
   * A browser comes back from Alipay: once, twice, late, or without what it should bring. With a session it goes on to its
   * page; without one a wrong return says what to do. A HEAD asks Alipay nothing: it would use the code up.
   */
  async #finishLogin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const pending = readPending(this.#login.read(request));
    const { state, code } = returned(request.query);
    const login = pending.find((each) => each.state === state);
    const from = login ?? pending.at(-1);
    const page = from?.page;
    const session = this.sessionOf(request);
    if (session && from) return reply.redirect(await this.#pageOf(from, session.riderId));
    if (session || request.method === "HEAD") return reply.redirect(page ?? ordersPage);
    const refuse = (error: AppError) => answerProblem(request, reply, error, page);
    if (state === undefined || code === undefined) return refuse(new AppError("request/invalid"));
    // A return that this browser did not start is somebody else's login.
    if (!login || this.#parts.clock.now() > login.startedAt + loginLength)
      return refuse(new AppError("rider/login-failed"));
    const answer = await this.#ask(state, code);
    if (answer.outcome === "unknown") return refuse(new AppError("credit/unavailable"));
    if (answer.outcome === "refused") return refuse(new AppError("rider/login-failed"));
    this.#rider.set(reply, written({ ...answer.value, expiresAt: this.#parts.clock.now() + sessionLength }));
    return reply.redirect(await this.#pageOf(login, answer.value.riderId));
  }

  #pageOf({ page, startedAt }: PendingLogin, riderId: string): Promise<string> {
    const { pageAfterLogin, clock } = this.#parts;
    return pageAfterLogin(page, riderId, clock.now() - startedAt);
  }

  #ask(state: string, code: string): Promise<Answer> {
    const key = `${state} ${code}`;
    const asked = this.#answers.get(key);
    if (asked) return asked;
    const answer = this.#parts.login.riderOf(code);
    if (this.#answers.size >= mostRemembered) this.#answers.clear();
    this.#answers.set(key, answer);
    // Only who somebody is stays true.
    const forget = () => void this.#answers.delete(key);
    answer.then(({ outcome }) => outcome !== "ok" && forget(), forget);
    return answer;
  }

  /** One whose cookie is genuine; it may have ended. */
  #genuineSession(request: FastifyRequest): Session | undefined {
    const { cookie = "" } = request.headers;
    const known = this.#known.get(cookie);
    if (known) return known;
    const session = readSession(this.#rider.read(request));
    if (!session) return undefined;
    if (this.#known.size >= mostRemembered) this.#known.clear();
    if (cookie.length <= longestRemembered) this.#known.set(cookie, session);
    return session;
  }
}

/** The value of the rider's cookie: rider, end of the session, and the other id where there is one. */
function written({ riderId, expiresAt, riderAlias }: Session): string {
  return [riderId, expiresAt, riderAlias].filter((part) => part !== undefined).join("|");
}

function readSession(value: string | undefined): Session | undefined {
  const [riderId, expiresAt, riderAlias] = value?.split("|") ?? [];
  if (!riderId) return undefined;
  return { riderId, expiresAt: Number(expiresAt), ...(riderAlias && { riderAlias }) };
}

/** What Alipay appends to the address; undefined where it is missing or anything else. */
function returned(query: unknown): { state?: string; code?: string } {
  const { state, auth_code: code } = query as Record<string, unknown>;
  return {
    ...(typeof state === "string" && /^.{1,64}$/.test(state) && { state }),
    ...(typeof code === "string" && /^.{1,128}$/.test(code) && { code }),
  };
}
