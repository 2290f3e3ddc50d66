/**
 * Every error that a person or a program outside may meet: a stable code, the HTTP status it is answered with, and a
 * sentence that says what to do. The code stands in every message so that it can be searched for.
 */
export const errorTable = {
  "request/invalid": { status: 400, text: "The request is not well formed." },
  "request/not-found": { status: 404, text: "There is nothing at this address." },
  "request/too-many": { status: 429, text: "Too many requests. Wait a moment." },
  "request/method-not-allowed": { status: 405, text: "This address does not take this method." },
  "request/not-acceptable": { status: 406, text: "This address does not answer in the form that was asked for." },
  "request/timeout": { status: 408, text: "The request took too long to arrive." },
  "request/too-large": { status: 413, text: "The request is too large." },
  "request/unsupported-media-type": { status: 415, text: "This address does not take a body of this media type." },
  "request/header-too-large": { status: 431, text: "The header of the request is too large." },
  "request/key-reused": { status: 422, text: "This idempotency key came with another request before. Draw a new one." },
  "request/forbidden": { status: 403, text: "This may not be done from here." },
  "hub/starting": { status: 503, text: "The hub is just starting. Try again in a moment." },
  "hub/stopping": { status: 503, text: "The hub is being restarted. Try again in a moment." },
  "hub/clock-stepped": { status: 503, text: "The clock of the hub's machine was set. It is being watched." },
  "hub/away": { status: 503, text: "The hub can't be reached." },
  "broker/away": { status: 503, text: "The broker can't be reached." },
  "internal/fault": { status: 500, text: "Something went wrong here. Try again in a moment." },
  "rider/not-known": { status: 401, text: "Open this page by scanning the code with Alipay." },
  "rider/login-failed": { status: 401, text: "Alipay did not confirm who you are. Scan the code again." },
  "rider/too-many-orders": { status: 409, text: "You already have a loan. Return it first." },
  "rider/unconfirmed": {
    status: 409,
    text: "Another request of yours waits for your confirmation. Confirm it or give it up.",
  },
  "rider/pause": { status: 429, text: "You withdrew several orders lately. Wait a moment before the next one." },
  "rider/unknown": { status: 404, text: "No order was ever made by a rider of this id." },
  "rider/too-many-reports": {
    status: 429,
    text: "You reported several problems today. Contact us if an item is still shown as out.",
  },
  "operator/not-known": { status: 401, text: "An operator's token is needed." },
  "operator/too-many-guesses": { status: 429, text: "Too many wrong tokens came from this address. Wait a moment." },
  "code/unknown": { status: 404, text: "This code is not one of ours." },
  "code/revoked": { status: 410, text: "This code is no longer valid. Use the code on the cabinet's new sticker." },
  "cabinet/unknown": { status: 404, text: "This cabinet is not registered." },
  "cabinet/disabled": { status: 409, text: "This cabinet is out of service. Try another one nearby." },
  "cabinet/in-use": { status: 409, text: "Orders or events of this cabinet are open. Decide them first." },
  "cabinet/not-distrusted": { status: 409, text: "This cabinet is not marked as distrusted." },
  "cabinet/offline": { status: 409, text: "This cabinet is offline just now. Try another one nearby." },
  "slot/empty": { status: 409, text: "This slot is empty. Choose another one." },
  "cabinet/busy": { status: 409, text: "Other riders are just confirming here. Try again in a moment." },
  "slot/flat": { status: 409, text: "The item in this slot is being charged. Choose another one." },
  "slot/faulted": { status: 409, text: "This slot is out of order. Choose another one." },
  "slot/taken": { status: 409, text: "Another rider is taking the item in this slot." },
  "slot/too-few": { status: 409, text: "This cabinet has fewer items available than you asked for." },
  "order/unknown": { status: 404, text: "This order is not known." },
  "order/not-cancellable": { status: 409, text: "This order can no longer be cancelled." },
  "order/given-up": {
    status: 409,
    text: "Your earlier request for this slot is being withdrawn. Try again in a moment.",
  },
  "order/no-offer": { status: 409, text: "No other slot is offered any more." },
  "order/not-renewable": { status: 409, text: "This loan can't be extended." },
  "order/not-reportable": { status: 409, text: "This can't be reported of the item now." },
  "order/not-leavable": { status: 409, text: "This order can't be left now." },
  "order/out-of-bounds": { status: 409, text: "This time or amount is outside of what the order allows." },
  "order/return-charged": {
    status: 409,
    text: "The order is charged on this return already, and the provider takes one charge for an order. Collect the rest outside.",
  },
  "order/illegal-event": { status: 409, text: "This can't happen to the order in its present state." },
  "event/unknown": { status: 404, text: "This event is not known, or was matched or dismissed already." },
  "event/does-not-fit": { status: 409, text: "This event can't be the return of that item." },
  "event/other-item": {
    status: 409,
    text: "The event names another item than the loan. Say `itemIdDiffers: true` if the loan is meant all the same.",
  },
  "credit/unavailable": { status: 503, text: "The credit service can't be reached. Try again in a moment." },
  "notification/not-genuine": { status: 400, text: "The notification is not genuine." },
  "store/conflict": { status: 409, text: "Another change came first. Read again and repeat." },
  "store/damaged": { status: 500, text: "A data file is damaged." },
  "store/held": { status: 500, text: "Another process holds the data folder." },
  "store/moved": { status: 500, text: "What this folder held was moved to a database." },
  "store/write-failed": { status: 503, text: "The change could not be written to disk." },
  "store/away": { status: 503, text: "The database can't be reached. Try again in a moment." },
  "store/outcome-unknown": {
    status: 503,
    text: "The database did not say whether the change was made. Read again before you repeat it.",
  },
  "store/older": { status: 500, text: "An older version kept its data in this folder in another form." },
  "store/newer": { status: 500, text: "A newer version has been at work on this data." },
  "config/invalid": { status: 500, text: "The settings are not valid." },
  "message/invalid": { status: 400, text: "The message does not follow its schema." },
  "tariff/invalid": { status: 400, text: "The tariff is not valid." },
  "tariff/changed": { status: 409, text: "A tariff is not what it was under this version. Give it a new version." },
  "tariff/none": { status: 409, text: "This is not for rent now. Try again later, or another cabinet nearby." },
  "books/bad-day": { status: 400, text: "This is not a day of the calendar, like 2026-11-23." },
  "books/bad-file": { status: 400, text: "The provider's file can't be read." },
  "serial/unavailable": { status: 503, text: "The serial line can't be opened." },
} as const satisfies Record<string, { status: number; text: string }>;

export type ErrorCode = keyof typeof errorTable;

/** The one error class. `detail` is for the reader: what was wrong with which thing; it never holds a secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  /** After how many seconds it may work, where that is known. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string = errorTable[code].text,
    options?: { cause?: unknown; retryAfter?: number },
  ) {
    super(`${detail} (${code})`, options);
    this.retryAfter = options?.retryAfter;
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}
