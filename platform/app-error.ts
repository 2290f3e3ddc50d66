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
  "request/in-progress": { status: 409, text: "The same request is being carried out. Wait for its answer." },
  "request/outcome-unknown": {
    status: 409,
    text: "The hub stopped while it carried this request out. Look whether it was done before you send it under a new key.",
  },
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
  "rider/has-open-orders": {
    status: 409,
    text: "Something is still to be settled with this rider. Erase the rider after that.",
  },
  "rider/too-many-reports": {
    status: 429,
    text: "You reported several problems today. Contact us if an item is still shown as out.",
  },
  "operator/not-known": { status: 401, text: "Sign in, or show an API token." },
  "operator/too-many-guesses": {
    status: 429,
    text: "Too many wrong passwords, codes or tokens came. Wait a moment.",
  },
  "operator/wrong-credentials": { status: 401, text: "The name or the password is wrong." },
  "operator/second-factor-needed": {
    status: 401,
    text: "The password is right. Enter the code of your authenticator app, or a recovery code.",
  },
  "operator/wrong-code": { status: 401, text: "This code is wrong or too old. Enter the one that the app shows now." },
  "operator/code-used": { status: 401, text: "This code was used already. Wait for the app's next one." },
  "operator/recovery-code-used": { status: 401, text: "This recovery code was used already. Take another one." },
  "operator/account-locked": { status: 403, text: "This account is locked. Ask an admin." },
  "operator/session-ended": { status: 401, text: "Your session has ended. Sign in again." },
  "operator/password-change-needed": { status: 403, text: "Change your one-time password first." },
  "operator/token-expired": {
    status: 401,
    text: "The end date of this API token is past. Ask an admin for a new one.",
  },
  "operator/token-revoked": { status: 401, text: "This API token was revoked. Ask an admin for a new one." },
  "operator/not-allowed": { status: 403, text: "Your role does not have the permission for this." },
  "operator/session-only": { status: 403, text: "Only a person who is signed in can do this, not an API token." },
  "operator/cross-site": {
    status: 403,
    text: "The request did not come from a page of this hub. Programs show an API token.",
  },
  "account/unknown": { status: 404, text: "There is no account or token of this name or id." },
  "account/not-assignable": { status: 409, text: "This person is locked, or may not decide about orders." },
  "account/name-taken": { status: 409, text: "An account or a valid API token has this name already." },
  "account/last-admin": { status: 409, text: "This is the last active admin. Make another one first." },
  "account/weak-password": {
    status: 400,
    text: "This password is too easy to guess. Take at least 12 characters, such as four words that do not belong together.",
  },
  "account/same-password": { status: 400, text: "The new password is the one that you have. Choose another one." },
  "account/second-factor-on": { status: 409, text: "This account has a second factor already. Remove it first." },
  "account/second-factor-off": { status: 409, text: "This account has no second factor, or none is being set up." },
  "account/bad-end": { status: 400, text: "An API token ends between tomorrow and two years from now." },
  "code/unknown": { status: 404, text: "This code is not one of ours." },
  "code/revoked": { status: 410, text: "This code is no longer valid. Use the code on the cabinet's new sticker." },
  "code/expired": { status: 410, text: "This code has expired. Scan the code that the cabinet's screen shows now." },
  "code/not-accepted": {
    status: 409,
    text: "This cabinet does not take printed codes any more. Scan the code on its screen.",
  },
  "cabinet/unknown": { status: 404, text: "This cabinet is not registered." },
  "cabinet/disabled": { status: 409, text: "This cabinet is out of service. Try another one nearby." },
  "cabinet/in-use": { status: 409, text: "Orders or events of this cabinet are open. Decide them first." },
  "cabinet/not-distrusted": { status: 409, text: "This cabinet is not marked as distrusted." },
  "cabinet/not-connected": { status: 409, text: "This cabinet is not connected, so it can't be told anything now." },
  "cabinet/out-of-service": { status: 409, text: "This cabinet is out of service. Bring it back into service first." },
  "cabinet/in-service": { status: 409, text: "This cabinet is in service." },
  "cabinet/service-limit": {
    status: 429,
    text: "This cabinet got as many commands of operators as it may within ten minutes. Wait a moment.",
  },
  "enrolment/token-unknown": {
    status: 404,
    text: "This enrolment token is not known. Issue a new one in the console.",
  },
  "enrolment/token-used": {
    status: 409,
    text: "This enrolment token was used already. Issue a new one in the console.",
  },
  "enrolment/token-revoked": {
    status: 410,
    text: "This enrolment token was revoked, or a newer one was issued. Use the newest one.",
  },
  "enrolment/token-expired": { status: 410, text: "This enrolment token has expired. Issue a new one in the console." },
  "bridge/too-old": { status: 409, text: "The cabinet's bridge is too old for this. Update its software." },
  "command/unknown": { status: 404, text: "No such command was sent to this cabinet lately." },
  "site/unknown": { status: 404, text: "There is no site of this id." },
  "site/in-use": { status: 409, text: "Cabinets stand on this site. Move them first." },
  "cabinet/not-lending": {
    status: 409,
    text: "This cabinet lends nothing at the moment. It takes returns. To borrow, try another one nearby.",
  },
  "cabinet/offline": { status: 409, text: "This cabinet is offline just now. Try another one nearby." },
  "history/not-new": { status: 409, text: "There are orders already. Only a new hub is given an invented past." },
  "webhook/unknown": { status: 404, text: "There is no webhook of this id." },
  "webhook/delivery-unknown": { status: 404, text: "Nothing of this id was sent to this webhook." },
  "webhook/address-not-allowed": { status: 422, text: "The hub may not call this address." },
  "webhook/mail-not-set-up": {
    status: 409,
    text: "The hub has no server for outgoing mail: HUB_SMTP_URL and HUB_MAIL_FROM are not set.",
  },
  "webhook/mail-only-alarms": { status: 422, text: "Mail is for alarms only: choose alarm.raised and alarm.cleared." },
  "webhook/too-many": { status: 409, text: "There are as many webhooks as there may be. Remove one first." },
  "item-kind/unknown": { status: 409, text: "There is no item kind of this id. Add it first." },
  "item-kind/in-use": {
    status: 409,
    text: "Cabinets lend items of this kind: whether they carry ids can't change. Add another kind.",
  },
  "text/unknown": { status: 404, text: "This version of the text was never published." },
  "screen/not-paired": {
    status: 401,
    text: "This screen belongs to no cabinet. Start a pairing, and let an operator enter its code.",
  },
  "screen/waiting": { status: 401, text: "An operator has not entered this screen's pairing code yet." },
  "screen/paired": { status: 409, text: "This screen belongs to a cabinet already. Revoke it first." },
  "screen/revoked": { status: 401, text: "An operator has revoked this screen. Pair it again." },
  "screen/unknown": { status: 404, text: "This screen is not known." },
  "screen/pairing-unknown": {
    status: 404,
    text: "No screen waits with this pairing code. A code lasts for ten minutes.",
  },
  "slot/unknown": { status: 404, text: "This cabinet has no such slot." },
  "slot/held": { status: 409, text: "An order holds this slot. Wait until it has its item, or decide the order." },
  "slot/in-service": { status: 409, text: "This slot is being opened for an operator." },
  "slot/locked": { status: 409, text: "This slot is locked." },
  "slot/not-locked": { status: 409, text: "This slot is not locked." },
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
  "order/not-losable": { status: 409, text: "This item can't be declared lost now." },
  "order/price-differs": { status: 409, text: "The price is not the one that you were shown. Load the page again." },
  "order/not-objectionable": {
    status: 409,
    text: "You can't object to this order now: it lent nothing, ended more than 30 days ago, or your objection is being looked into.",
  },
  "order/not-leavable": { status: 409, text: "This order can't be left now." },
  "order/out-of-bounds": { status: 409, text: "This time or amount is outside of what the order allows." },
  "order/return-charged": {
    status: 409,
    text: "The order is charged on this return already, and the provider takes one charge for an order. Collect the rest outside.",
  },
  "order/illegal-event": { status: 409, text: "This can't happen to the order in its present state." },
  "order/changed": {
    status: 409,
    text: "The order has changed since you looked at it, and nothing was done. Look at it again.",
  },
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
  "folder/unusable": { status: 500, text: "The data folder is no folder and can't be made, or can't be written." },
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
  "prices/draft-unknown": { status: 404, text: "There is no draft of prices of this id." },
  "prices/list-unknown": { status: 404, text: "No price list of this number was published." },
  "prices/outdated": {
    status: 409,
    text: "The draft or the prices in force have changed since you looked. Load them again and compare.",
  },
  "prices/has-mistakes": { status: 409, text: "The prices have mistakes. Mend them first." },
  "prices/date-passed": { status: 409, text: "The date of effect has passed. Choose a later one, or none." },
  "prices/unchanged": { status: 409, text: "The prices say what is in force already. There is nothing to publish." },
  "prices/proposed": {
    status: 409,
    text: "These prices wait until another admin confirms them. Reject the proposal before you change it.",
  },
  "prices/not-proposed": { status: 409, text: "These prices wait for no confirmation." },
  "prices/needs-another": {
    status: 403,
    text: "Another admin has to confirm these prices, signed in or with a token of his own.",
  },
  "prices/in-effect": { status: 409, text: "This price list has taken effect. Publish another one instead." },
  "prices/too-many-planned": {
    status: 409,
    text: "Five price lists wait for their date of effect already. Withdraw one first.",
  },
  "tariff/none": { status: 409, text: "This is not for rent now. Try again later, or another cabinet nearby." },
  "share/not-later": {
    status: 409,
    text: "This site has a share from this day or a later one. What was agreed stays: take a later day.",
  },
  "books/bad-day": { status: 400, text: "This is not a day of the calendar, like 2026-11-23." },
  "books/bad-file": { status: 400, text: "The provider's file can't be read." },
  "cabinet/not-known": { status: 401, text: "The cabinet's id or its password is wrong." },
  "cabinet/secret-fixed": {
    status: 409,
    text: "The broker of this hub reads the cabinets' passwords from a file. Renew the secret in the console instead.",
  },
  "release/unknown": { status: 404, text: "There is no such release, or no open rollout offers it." },
  "release/no-keys": {
    status: 409,
    text: "This hub takes no releases: HUB_UPDATE_KEYS names no public key that may sign them.",
  },
  "release/not-signed": {
    status: 400,
    text: "The manifest is not signed by a key of HUB_UPDATE_KEYS, or is not well formed. Send it byte for byte.",
  },
  "release/exists": {
    status: 409,
    text: "The hub has this release already. A release never changes: raise the version.",
  },
  "release/incomplete": { status: 409, text: "The archive of this release is not stored yet. Upload it first." },
  "release/wrong-archive": { status: 400, text: "This is not the archive that was signed. Upload the right one." },
  "release/archive-damaged": {
    status: 409,
    text: "The stored archive of this release is not the one that was signed. End its rollout, remove it and upload it again.",
  },
  "release/in-use": { status: 409, text: "A rollout of this release is open. End it first." },
  "rollout/unknown": { status: 404, text: "There is no such rollout." },
  "rollout/open": { status: 409, text: "Another rollout is open. End it before you start the next one." },
  "rollout/wrong-state": { status: 409, text: "The rollout is in another state." },
  "rollout/not-wider": {
    status: 409,
    text: "A rollout only grows: name at least its percentage and all of its sites. End it to offer the release to fewer.",
  },
  "rollout/paused": { status: 409, text: "The rollout is paused. Ask again later." },
  "serial/unavailable": { status: 503, text: "The serial line can't be opened." },
} as const satisfies Record<string, { status: number; text: string }>;

export type ErrorCode = keyof typeof errorTable;

/** The one error class. `detail` is for the reader: what was wrong with which thing; it never holds a secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  /** After how many seconds it may work, where that is known. */
  readonly retryAfter: number | undefined;
  /** The stable code of what stands in the way, where the error has several causes. */
  readonly obstacle: string | undefined;

  constructor(
    code: ErrorCode,
    detail: string = errorTable[code].text,
    options?: { cause?: unknown; retryAfter?: number; obstacle?: string },
  ) {
    super(`${detail} (${code})`, options);
    this.retryAfter = options?.retryAfter;
    this.obstacle = options?.obstacle;
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}
