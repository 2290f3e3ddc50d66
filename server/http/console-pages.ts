import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { MapSettings } from "./operator-map-routes.ts";
import type { App } from "./typed-app.ts";

export interface ConsolePageParts {
  readonly map: MapSettings;
  /** Where the built console lies: `console/index.html` and `assets/`. */
  readonly consoleFolder: string;
}

/**
 * As the riders' pages: scripts and data of the hub alone. The console's components write their styles at run time, so
 * styles may stand inline here; scripts may not. Pictures may come from the server of map tiles, where there is one.
 */
function consolePolicy(tiles: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data:", ...(tiles === undefined ? [] : [new URL(tiles).origin])].join(" "),
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(";");
}

/**
 * The operators' console: one document for every address below `/console`; the page sees which from its address. Anybody may
 * read it: it holds no data, and every request that it makes is checked.
 */
export async function consolePages(app: App, { consoleFolder, map }: ConsolePageParts): Promise<void> {
  const consoleHeaders = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": consolePolicy(map.tiles),
  };
  const html = await readFile(join(consoleFolder, "console", "index.html"));
  await app.register(fastifyStatic, {
    root: join(consoleFolder, "assets"),
    prefix: "/console/assets/",
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
    decorateReply: false,
  });
  for (const address of ["/console", "/console/*"])
    app.get(address, { schema: { hide: true } }, (_request, reply) => reply.headers(consoleHeaders).send(html));
}
