import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { RiderSession } from "./rider-session.ts";
import type { App } from "./typed-app.ts";

/** The rider's page: one document for a scanned slot and for an order; the page itself sees which from its address. */
export async function pages(app: App, session: RiderSession, folder: string): Promise<void> {
  const html = await readFile(join(folder, "rider", "index.html"), "utf8");
  await app.register(fastifyStatic, {
    root: join(folder, "rider"),
    prefix: "/assets/rider/",
    index: false,
    immutable: true,
    maxAge: "365d",
  });
  const page = (request: FastifyRequest, reply: FastifyReply) => {
    const [path = "/"] = request.url.split("?");
    if (session.riderOf(request) === undefined && session.canLogIn(request)) return session.startLogin(reply, path);
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(html);
  };
  app.get("/q/:code", { schema: { hide: true } }, page);
  // The wallet sends riders back here. What it appends to the address proves nothing and is not read.
  app.get("/o/:orderNo", { schema: { hide: true } }, page);
}
