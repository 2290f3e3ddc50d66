import type { AedesOptions, AuthenticateError, Client } from "aedes";
import type { Clock } from "../../platform/clock.ts";
import { type Denial, isCabinetId, mayReceive, maySubscribe, type Peer, whyNoConnect, whyNoPublish } from "./access.ts";
import type { Connection } from "./connection.ts";
import type { InFlightMessages } from "./in-flight-messages.ts";
import type { BrokerLimits } from "./limits.ts";
import { type IsDisabled, type PasswordOf, type PendingLogins, verifyLogin } from "./login.ts";
import type { LoginBudget } from "./login-budget.ts";

type Rules = Required<
  Pick<AedesOptions, "preConnect" | "authenticate" | "authorizePublish" | "authorizeSubscribe" | "authorizeForward">
>;

type LoginAnswer = Parameters<Rules["authenticate"]>[3];

export interface RulesParts {
  readonly connectionOf: (client: Client) => Connection;
  readonly passwordOf: PasswordOf;
  /** Asked of a cabinet with the right password. Left out: none is. */
  readonly isDisabled?: IsDisabled | undefined;
  /** Asked where it is not the cabinet's present password. Left out: no cabinet has a next one. */
  readonly pending?: PendingLogins | undefined;
  readonly inFlight: InFlightMessages;
  readonly logins: Pick<LoginBudget, "take">;
  readonly limits: BrokerLimits;
  readonly clock: Clock;
}

/** The questions that Aedes asks, answered by access.ts. Whatever is denied ends the connection. */
export function brokerRules({
  connectionOf,
  passwordOf,
  isDisabled,
  pending,
  inFlight,
  logins,
  limits,
  clock,
}: RulesParts): Rules {
  /** Who this is, or why it is nobody. */
  async function identify(connection: Connection, password: Uint8Array): Promise<Peer | Denial> {
    const { connect } = connection;
    if (!connect) return "not-logged-in";
    // A cabinet's id here would let that cabinet's connection and the hub's throw each other out.
    if (connection.inside) return isCabinetId(connect.clientId) ? "hub-id-of-cabinet" : { kind: "hub" };
    const why = whyNoConnect(connect, limits.keepalive);
    if (why) return why;
    const cabinetId = connect.clientId;
    try {
      const isPresent = await verifyLogin(passwordOf, cabinetId, password);
      if (!isPresent && !(pending && (await verifyLogin(pending.passwordOf, cabinetId, password))))
        return "wrong-login";
      if (await isDisabled?.(cabinetId)) return "cabinet-disabled";
      if (!logins.take(cabinetId)) return "too-many-logins";
      // Last: a login that is refused must leave the former secret to the connection that is there.
      const isAccepted = isPresent || (await pending?.accept(cabinetId, Buffer.from(password).toString()));
      return isAccepted ? { kind: "cabinet", cabinetId } : "wrong-login";
    } catch (error) {
      connection.deny("login-unavailable", error);
      return "login-unavailable";
    }
  }

  async function answerLogin(connection: Connection, password: Uint8Array, done: LoginAnswer): Promise<void> {
    const asked = clock.monotonic();
    const answer = await identify(connection, password);
    if (typeof answer === "object") {
      connection.logIn(answer);
      done(null, true);
      return;
    }
    connection.deny(answer);
    const wait = limits.refuseAfter - (clock.monotonic() - asked);
    clock.after(Math.max(wait, 0), () => done(refusal(answer), false));
  }

  return {
    preConnect(client, packet, done) {
      connectionOf(client).connect = packet;
      done(null, true);
    },

    authenticate(client, _username, password, done) {
      void answerLogin(connectionOf(client), password ?? Buffer.alloc(0), done);
    },

    authorizePublish(client, packet, done) {
      // Only wills left in a store by another broker come without a client, and here nothing is left.
      if (!client) return done(new Error("not-logged-in"));
      const connection = connectionOf(client);
      // A closed client sends nothing but its will, which was judged at CONNECT; that a denied cabinet is gone is true.
      const why = client.closed ? undefined : judge(connection, (peer) => whyNoPublish(peer, packet));
      if (why) return done(new Error(why));
      if (connection.inside) inFlight.begins();
      else connection.overhear(packet.topic, bytesOf(packet.payload));
      // Never within this call: a message that nobody subscribes to is done with at once, Aedes then reads the next one that
      // the hub has written within the one before, and some thousands of them end the process.
      setImmediate(() => done(null));
    },

    authorizeSubscribe(client, subscription, done) {
      const why = judge(connectionOf(client), (peer) =>
        maySubscribe(peer, subscription.topic) ? undefined : "foreign-subscription",
      );
      if (why) done(new Error(why));
      else done(null, subscription);
    },

    authorizeForward(client, packet) {
      const { peer } = connectionOf(client);
      return peer && mayReceive(peer, packet.topic) ? packet : null;
    },
  };
}

function bytesOf(payload: string | Uint8Array): Uint8Array {
  return typeof payload === "string" ? Buffer.from(payload) : payload;
}

/** Fails closed: nothing goes through without a proved peer, nor after a denial. */
function judge(connection: Connection, why: (peer: Peer) => Denial | undefined): Denial | undefined {
  const denial = connection.denied ?? (connection.peer ? why(connection.peer) : "not-logged-in");
  if (denial) connection.deny(denial);
  return denial;
}

/**
 * How a refused login is answered (MQTT 3.1.1 §3.2.2.3). The code tells whoever writes a bridge where to look, and nobody
 * anything of a cabinet or its password; the log has the reason itself.
 */
function refusal(denial: Denial): AuthenticateError {
  return Object.assign(new Error(denial), { returnCode: returnCode(denial) });
}

const tryAgainLater: readonly Denial[] = ["login-unavailable", "too-many-logins"];
/** What whoever writes the bridge must do otherwise, whatever the password is. */
const wrongConnect: readonly Denial[] = ["id-not-login", "session-kept", "keepalive-too-long", "foreign-will"];

function returnCode(denial: Denial): number {
  if (tryAgainLater.includes(denial)) return 3;
  return wrongConnect.includes(denial) ? 2 : 5;
}
