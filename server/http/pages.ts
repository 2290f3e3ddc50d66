import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../platform/app-error.ts";
import { wantsHtml } from "./accept.ts";
import { noticeStyles, sendNotice } from "./notice-page.ts";
import { ownPageOf } from "./own-address.ts";
import { frontPageText, pageLanguage } from "./problem-texts.ts";
import type { RiderSession } from "./rider-session.ts";
import type { App } from "./typed-app.ts";

export interface PageParts {
  readonly session: RiderSession;
  /** Where the built pages lie. */
  readonly pagesFolder: string;
}

const pageHeaders = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };

/**
 * The rider's page: one document for all that riders see; the page itself sees which from its address. Nothing changes when
 * it is opened, so that a link on another site does nothing in a rider's name.
 */
export async function pages(app: App, { session, pagesFolder }: PageParts): Promise<void> {
  const html = await readFile(join(pagesFolder, "rider", "index.html"));
  await app.register(fastifyStatic, {
    root: join(pagesFolder, "rider"),
    prefix: "/assets/rider/",
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
  });
  noticeStyles(app);
  const page = (request: FastifyRequest, reply: FastifyReply) => {
    const own = ownPageOf(request.url);
    if (own !== undefined && session.sessionOf(request) === undefined && session.canLogIn(request))
      return session.startLogin(request, reply, own);
    return reply.headers(pageHeaders).send(html);
  };
  for (const address of ["/q/:code", "/o/:orderNo", "/orders"]) app.get(address, { schema: { hide: true } }, page);
  app.get("/", { schema: { hide: true } }, (request, reply) => {
    if (!wantsHtml(request.headers.accept)) throw new AppError("request/not-found");
    const language = pageLanguage(request.headers["accept-language"]);
    return sendNotice(reply, 200, { language, ...frontPageText[language] });
  });
}
