import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import formBody from "@fastify/formbody";
import { fastify } from "fastify";
import type { Clock } from "../../platform/clock.ts";
import { consentRoutes, showConsent } from "./consent-routes.ts";
import { controlRoutes } from "./control.ts";
import { Faults } from "./faults.ts";
import { gatewayRoutes } from "./gateway-routes.ts";
import type { SimulatorKeys } from "./key-folder.ts";
import { knobsRoutes } from "./knobs-routes.ts";
import { LifeAccountMessages } from "./life-account.ts";
import { lifeAccountRoutes } from "./life-account-routes.ts";
import { LoginCodes, loginRoutes } from "./login.ts";
import { Notifier } from "./notifier.ts";
import { OrderBook } from "./order-book.ts";
import { recordRoutes } from "./record-routes.ts";
import { openStateFile } from "./state-file.ts";
import { createCurrentUser } from "./wallet-user.ts";

export interface SimulatorOptions {
  /** The address to listen on. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly keys: SimulatorKeys;
  readonly appId: string;
  readonly clock: Clock;
  /** Without one, everything is forgotten at the end. */
  readonly stateFile?: string;
  /** The merchant's application gateway address; it can also be set under `/control`. */
  readonly notifyUrl?: string;
  /** Divides the gaps between repeated notifications; 1 is Alipay's own pace. */
  readonly speed: number;
}

export interface ZhimaSimulator {
  /** `http://<host>:<port>`; the gateway is `/gateway.do`, the login page `/oauth2/publicAppAuthorize.htm`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Alipay's gateway and wallet pages for credit rent. */
export async function startZhimaSimulator(options: SimulatorOptions): Promise<ZhimaSimulator> {
  const { keys, appId, clock } = options;
  const file = await openStateFile(options.stateFile);
  if (options.notifyUrl !== undefined) file.state.notifyUrl = options.notifyUrl;
  const faults = new Faults();
  const notifier = new Notifier(file, appId, keys.gatewayPrivateKey, faults, clock, options.speed);
  const book = new OrderBook(file.state, {
    now: () => clock.now(),
    withholdingFails: () => faults.take(["withholding-fails"]) !== undefined,
    announce: (order, type) => notifier.announce(order, type),
  });
  const logins = new LoginCodes(clock, () => randomBytes(16).toString("hex"));
  const currentUser = createCurrentUser(file.state);
  const lifeAccount = new LifeAccountMessages({ file, appId, ...keys, clock });
  const consent = { ...keys, appId, file, book, clock, currentUser };

  // A caller that waits for an answer that never comes must not keep the simulator from stopping.
  const app = fastify({ forceCloseConnections: true });
  await app.register(formBody);
  gatewayRoutes(app, {
    ...consent,
    faults,
    logins,
    showConsent: (parameters, request, reply) => showConsent(consent, parameters, request, reply),
  });
  consentRoutes(app, consent);
  recordRoutes(app, file, book, currentUser);
  loginRoutes(app, appId, logins, currentUser);
  knobsRoutes(app, { file, book, faults, currentUser });
  lifeAccountRoutes(app, file, lifeAccount, currentUser);
  await app.register(async (control) => controlRoutes(control, { file, book, faults, lifeAccount }));

  await app.listen({ host: options.host, port: options.port });
  notifier.resume();
  return {
    url: `http://${options.host}:${(app.server.address() as AddressInfo).port}`,
    async stop() {
      await app.close();
      await notifier.stop();
      await file.save();
      await file.close();
    },
  };
}
