import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Where the built pages are; in the sources, the documents as they are written. */
export const builtPages = join(import.meta.dirname, "..", "..", "kiosk-ui");

/** Scripts, styles and data of the workbench alone. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'";

/** The page of the workbench. @param pagesFolder where the built pages lie */
export async function workbenchPage(app: FastifyInstance, pagesFolder: string): Promise<void> {
  const assets = join(pagesFolder, "assets");
  if (existsSync(assets))
    await app.register(fastifyStatic, { root: assets, prefix: "/assets/", index: false, preCompressed: true });
  app.get("/", async (_request, reply) =>
    reply
      .headers({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "content-security-policy": policy,
      })
      .send(await readFile(join(pagesFolder, "workbench", "index.html"))),
  );
}
