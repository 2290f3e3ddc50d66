import { AppError } from "../../platform/app-error.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { HubCabinetView, KnownContent } from "./views.ts";

/** How long an answer of the hub may take, ms. */
const patience = 5000;

/** What the audit log says of what the workbench asks for. */
const reason = "workbench";

interface ShownCabinet {
  readonly presence: { readonly online: boolean };
  readonly snapshot?: {
    readonly at: number;
    readonly slots: readonly { readonly slot: number; readonly state: string; readonly itemId?: string }[];
  };
  readonly drift: readonly { readonly what?: string; readonly code: string }[];
}

export interface HubCabinet {
  readonly view: HubCabinetView;
  readonly slots: ReadonlyMap<number, KnownContent>;
}

/** The hub as its operators have it: one cabinet's picture, and orders to open a slot. */
export class HubClient {
  readonly #url: string;
  readonly #token: string;

  /** @param token an API token of the hub */
  constructor(url: string, token: string) {
    this.#url = url.replace(/\/$/, "");
    this.#token = token;
  }

  /** @returns a text: why there is no answer */
  async cabinet(cabinetId: string): Promise<HubCabinet | string> {
    try {
      const { presence, snapshot, drift } = (await this.#call("GET", `/cabinets/${cabinetId}`)) as ShownCabinet;
      return {
        view: {
          online: presence.online,
          snapshotAt: snapshot?.at ?? null,
          drift: drift.map(({ what, code }) => what ?? code),
        },
        slots: new Map(
          snapshot?.slots.map(({ slot, state, itemId }) => [slot, { state, ...(itemId && { itemId }) }]) ?? [],
        ),
      };
    } catch (error) {
      return errorMessage(error);
    }
  }

  /** Has the hub open a slot for service. @throws AppError request/invalid where the hub refuses or does not answer */
  open(cabinetId: string, slot: number): Promise<void> {
    return this.#order(`/cabinets/${cabinetId}/slots/${slot}/open`);
  }

  /** Has the hub ask the cabinet for its slots. @throws AppError request/invalid where it refuses or does not answer */
  look(cabinetId: string): Promise<void> {
    return this.#order(`/cabinets/${cabinetId}/look`);
  }

  async #order(path: string): Promise<void> {
    try {
      await this.#call("POST", path, { reason });
    } catch (error) {
      throw new AppError("request/invalid", `the hub refuses: ${errorMessage(error)}`, { cause: error });
    }
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/operator${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
    const answer = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    if (response.ok) return answer;
    throw new Error(`${answer.detail ?? "no reason given"} (${answer.code ?? response.status})`);
  }
}
