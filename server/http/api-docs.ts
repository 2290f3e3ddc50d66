import fastifySwaggerUi from "@fastify/swagger-ui";
import type { App } from "./typed-app.ts";

/** The interface as a page to read and to try: the same document as `/openapi.json`. A token is entered at "Authorize". */
export async function apiDocs(app: App): Promise<void> {
  await app.register(fastifySwaggerUi, {
    routePrefix: "/api/docs",
    uiConfig: { url: "/openapi.json", docExpansion: "none", deepLinking: true, filter: true, tryItOutEnabled: false },
    theme: { title: "jiehuan · API" },
  });
}
