import type { Answer } from "../rental/credit-view.ts";

/** What a user did at the operator's life account (product document 4.1.2), the page by which the wallet's search finds it. */
export type LifeEvent =
  /** Opened or followed the account; `scene` is that of the QR code by which the user came. */
  | { readonly kind: "entered"; readonly scene?: string }
  | { readonly kind: "unfollowed" }
  | { readonly kind: "menu"; readonly key: string }
  /** Anything else, such as a text that the user wrote. */
  | { readonly kind: "other" };

export interface LifeMessage {
  /** Under which the account answers this user. */
  readonly userId: string;
  readonly event: LifeEvent;
}

/** A message of the account with a link. */
export interface LifeCard {
  readonly title: string;
  readonly text: string;
  /** What the link is called. */
  readonly action: string;
  readonly url: string;
}

/** The operator's account inside the wallet: it hears what its users do there, and writes to them. */
export interface LifeAccount {
  /**
   * @param form the fields as they were posted, one character for each byte (platform/form-bytes.ts)
   * @returns undefined for a form that is no message of the account
   * @throws AppError notification/not-genuine for a wrong signature, application or message
   */
  readMessage(form: Readonly<Record<string, unknown>>): Promise<LifeMessage | undefined>;
  /** What the wallet is answered, XML. */
  acknowledgement(message: LifeMessage): string;
  /** Never throws for what the network or the wallet does. */
  send(userId: string, card: LifeCard): Promise<Answer<unknown>>;
}
