import type { CabinetId } from "../../protocol/ids.ts";
import { type Denial, isCabinetId, isOwnId, maySubscribe, type Peer, whyNoPublish } from "./access.ts";
import type { Denials } from "./denials.ts";
import { type IsDisabled, type PasswordOf, type PendingLogins, verifyLogin } from "./login.ts";

export interface AuthHookParts {
  readonly passwordOf: PasswordOf;
  /** Left out: no cabinet is. */
  readonly isDisabled?: IsDisabled;
  /** Left out: no cabinet has a next secret. */
  readonly pending?: PendingLogins;
  /** How hubs log in. */
  readonly hub: { readonly username: string; readonly password: string };
  readonly denials: Pick<Denials, "note">;
}

export interface Client {
  readonly clientId: string;
  readonly username: string;
}

export type TopicRequest =
  | { readonly action: "subscribe"; readonly topic: string }
  | { readonly action: "publish"; readonly topic: string; readonly qos: 0 | 1 | 2; readonly retain: boolean };

/** What an outside broker asks about its clients, answered by the rules of the embedded one. */
export class AuthHook {
  readonly #parts: AuthHookParts;

  constructor(parts: AuthHookParts) {
    this.#parts = parts;
  }

  /** @throws AppError store/away and the like: then nobody knows */
  async mayLogIn(client: Client, password: string): Promise<boolean> {
    const { hub } = this.#parts;
    const peer = this.#peerOf(client);
    if (!peer) return this.#deny(client, "id-not-login");
    if (peer.kind === "cabinet") return this.#mayCabinet(client, peer.cabinetId, password);
    const right = await verifyLogin(async () => hub.password, hub.username, Buffer.from(password));
    return right || this.#deny(client, "wrong-login");
  }

  async #mayCabinet(client: Client, cabinetId: CabinetId, password: string): Promise<boolean> {
    const { passwordOf, isDisabled, pending } = this.#parts;
    const given = Buffer.from(password);
    const isPresent = await verifyLogin(passwordOf, cabinetId, given);
    if (!isPresent && !(pending && (await verifyLogin(pending.passwordOf, cabinetId, given))))
      return this.#deny(client, "wrong-login");
    if (await isDisabled?.(cabinetId)) return this.#deny(client, "cabinet-disabled");
    const isAccepted = isPresent || (await pending?.accept(cabinetId, password)) === true;
    return isAccepted || this.#deny(client, "wrong-login");
  }

  /** About a client that the broker has let in. */
  may(client: Client, deed: TopicRequest): boolean {
    const peer = this.#peerOf(client);
    const why = peer ? whyNot(peer, deed) : "not-logged-in";
    return why === undefined || this.#deny(client, why);
  }

  /** Who this says to be. Several hubs share one login, so theirs is not their id, but never a cabinet's. */
  #peerOf({ clientId, username }: Client): Peer | undefined {
    if (isOwnId(clientId, username)) return { kind: "cabinet", cabinetId: clientId };
    return username === this.#parts.hub.username && !isCabinetId(clientId) ? { kind: "hub" } : undefined;
  }

  #deny({ clientId }: Client, reason: Denial): false {
    this.#parts.denials.note(reason, { cabinetId: clientId });
    return false;
  }
}

function whyNot(peer: Peer, deed: TopicRequest): Denial | undefined {
  switch (deed.action) {
    case "subscribe":
      return maySubscribe(peer, deed.topic) ? undefined : "foreign-subscription";
    case "publish":
      // How long a message may be is for the broker to judge: it is not asked about here.
      return whyNoPublish(peer, { ...deed, payload: "" });
  }
}
