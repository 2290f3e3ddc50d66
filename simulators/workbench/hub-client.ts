import { AppError, type ErrorCode, errorTable } from "../../platform/app-error.ts";
import { errorMessage } from "../../platform/error-message.ts";
import { faultOf } from "./fault.ts";
import type { Fault, HubCabinetView, KnownContent } from "./views.ts";

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

  /** @returns a fault: why there is no answer */
  async cabinet(cabinetId: string): Promise<HubCabinet | Fault> {
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
      return faultOf(error);
    }
  }

  /** Has the hub open a slot for service. @throws AppError with the hub's own code; hub/away where it does not answer */
  open(cabinetId: string, slot: number): Promise<void> {
    return this.#order(`/cabinets/${cabinetId}/slots/${slot}/open`);
  }

  /** Has the hub ask the cabinet for its slots. @throws AppError with the hub's own code; hub/away where it does not answer */
  look(cabinetId: string): Promise<void> {
    return this.#order(`/cabinets/${cabinetId}/look`);
  }

  async #order(path: string): Promise<void> {
    await this.#call("POST", path, { reason });
  }

  /** @throws AppError */
  async #call(method: string, path: string, body?: object): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${this.#url}/api/operator${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience),
      });
    } catch (error) {
      throw new AppError("hub/away", `the hub does not answer: ${errorMessage(error)}`, { cause: error });
    }
    const answer = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    if (response.ok) return answer;
    const { code, detail = "no reason given" } = answer;
    if (code !== undefined && isErrorCode(code)) throw new AppError(code, `the hub refuses: ${detail}`);
    throw new AppError("request/invalid", `the hub refuses: ${detail} (${code ?? response.status})`);
  }
}

/** A newer hub may have codes that this program does not know. */
function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
