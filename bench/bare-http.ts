import type { AddressInfo } from "node:net";
import { fastify } from "fastify";
import { answerParent } from "../simulators/fleet/answering.ts";

// A route that does nothing: what Fastify costs before the hub adds anything. It tells its port to whoever asks.

const app = fastify();
app.get("/", () => "");
await app.listen({ host: "127.0.0.1", port: 0 });

answerParent((_question: "port") => (app.server.address() as AddressInfo).port);
