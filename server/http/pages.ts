import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../platform/app-error.ts";
import { wantsHtml } from "./accept.ts";
import { noticeStyles } from "./notice-page.ts";
import { ownPageOf } from "./own-address.ts";
import { PageLanguages } from "./page-language.ts";
import type { RiderSession } from "./rider-session.ts";
import type { ScanArrivals } from "./scan-arrivals.ts";
import type { App } from "./typed-app.ts";

export interface PageParts {
  readonly session: RiderSession;
  readonly arrivals: ScanArrivals;
  /** Where the built pages lie. */
  readonly pagesFolder: string;
}

/** Scripts, styles and data of the hub alone, and pictures that a page draws itself. Nothing stands inline. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join(";");

const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": pagePolicy,
};

/** Names the content of the screens' page: another text is another page. */
export async function screenPageVersion(pagesFolder: string): Promise<string> {
  const html = await readFile(join(pagesFolder, "kiosk", "index.html"));
  return createHash("sha256").update(html).digest("base64url").slice(0, 12);
}

/**
 * The rider's page: one document for all that riders see; the page itself sees which from its address. Nothing changes when
 * it is opened, so that a link on another site does nothing in a rider's name. And the page of cabinets' screens.
 */
export async function pages(app: App, { session, arrivals, pagesFolder }: PageParts): Promise<void> {
  const languages = new PageLanguages(await readFile(join(pagesFolder, "rider", "index.html"), "utf8"));
  await app.register(fastifyStatic, {
    root: join(pagesFolder, "assets"),
    prefix: "/assets/",
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
  });
  const screenHtml = await readFile(join(pagesFolder, "kiosk", "index.html"));
  app.get("/screen", { schema: { hide: true } }, (_request, reply) => reply.headers(pageHeaders).send(screenHtml));
  noticeStyles(app);
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const own = ownPageOf(request.url);
    const known = session.sessionOf(request);
    if (own !== undefined && known) {
      const shown = await arrivals.pageFor(own, known.riderId);
      if (shown !== own) return reply.redirect(shown);
    }
    if (own !== undefined && !known && session.canLogIn(request)) return session.startLogin(request, reply, own);
    return reply.headers(pageHeaders).send(languages.pageFor(request.headers["accept-language"]));
  };
  for (const address of ["/q/:code", "/o/:orderNo", "/orders"]) app.get(address, { schema: { hide: true } }, page);
  // A program that asks for the hub's own address has no use for a page.
  app.get("/", { schema: { hide: true } }, (request, reply) => {
    if (!wantsHtml(request.headers.accept)) throw new AppError("request/not-found");
    return page(request, reply);
  });
}
