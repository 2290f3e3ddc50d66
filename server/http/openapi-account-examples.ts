import { permissions } from "../accounts/roles.ts";
import type { OperationExamples } from "./openapi-document.ts";
import { noon } from "./openapi-rider-examples.ts";

const hour = 3_600_000;
const day = 24 * hour;
const why = { reason: "she has left the company" };
const password = "copper lantern fifteen geese";

const signedIn = {
  name: "lin",
  role: "admin",
  by: "session",
  permissions: Object.keys(permissions),
  mustChangePassword: false,
  secondFactor: true,
  recoveryCodesLeft: 10,
};

const person = {
  name: "wei",
  role: "technician",
  secondFactor: false,
  mustChangePassword: true,
  createdAt: noon,
  createdBy: "operator/lin",
};

const session = {
  id: "0n7hXq2LmS4k",
  startedAt: noon,
  seenAt: noon + hour,
  address: "192.0.2.7",
  browser: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0",
  current: true,
};

const oneTimePassword = { oneTimePassword: "k3m9q-2xz7h-vcp4n-8dwta" };
const recoveryCodes = { recoveryCodes: ["k3m9-q2xz-7hvc", "pp4n-8dwt-a5je"] };
const proof = { password, code: "492039" };

const apiToken = {
  id: "Zk4m0s8QeT1b",
  name: "grafana",
  role: "viewer",
  createdAt: noon,
  createdBy: "operator/lin",
  endsAt: noon + 365 * day,
};

/** Of signing in, the own account, people and API tokens. */
export const accountExamples: OperationExamples = {
  postOperatorSession: {
    request: { name: "lin", password, code: "492039" },
    answer: { "200 application/json": signedIn },
  },
  getOperatorSession: { answer: { "200 application/json": signedIn } },
  putOperatorOwnPassword: { request: { password, newPassword: "seven umbrellas under marble" } },
  postOperatorOwnSecondFactor: {
    request: { password },
    answer: {
      "200 application/json": {
        uri: "otpauth://totp/jiehuan:lin?issuer=jiehuan&secret=NB2W45DFOIZA&algorithm=SHA1&digits=6&period=30",
        secret: "NB2W45DFOIZA",
      },
    },
  },
  postOperatorOwnSecondFactorConfirm: {
    request: { code: "492039" },
    answer: { "200 application/json": recoveryCodes },
  },
  postOperatorOwnSecondFactorRemove: { request: proof },
  postOperatorOwnRecoveryCodes: { request: proof, answer: { "200 application/json": recoveryCodes } },
  getOperatorOwnSessions: { answer: { "200 application/json": [session] } },
  getOperatorPeople: { answer: { "200 application/json": [person] } },
  postOperatorPeople: {
    request: { name: "wei", role: "technician", reason: "looks after the cabinets in the north" },
    answer: { "201 application/json": oneTimePassword },
  },
  putOperatorPeopleNameRole: {
    request: { role: "technician", reason: "looks after cabinets from now on" },
    answer: { "200 application/json": person },
  },
  postOperatorPeopleNameLock: { request: why, answer: { "200 application/json": { ...person, lockedAt: noon } } },
  postOperatorPeopleNameUnlock: { request: why, answer: { "200 application/json": person } },
  postOperatorPeopleNameResetPassword: { request: why, answer: { "200 application/json": oneTimePassword } },
  postOperatorPeopleNameResetSecondFactor: { request: why, answer: { "200 application/json": person } },
  getOperatorPeopleNameSessions: { answer: { "200 application/json": [session] } },
  postOperatorPeopleNameEndSessions: { request: why },
  getOperatorApiTokens: { answer: { "200 application/json": [apiToken] } },
  postOperatorApiTokens: {
    request: { name: "grafana", role: "viewer", endsAt: noon + 365 * day, reason: "the wall in the office" },
    answer: { "201 application/json": { ...apiToken, token: "jht_kQ0v7m2nXw7Rk3tYxA9bEz5uJd6ol1hS4c8v0m2nQw7" } },
  },
  deleteOperatorApiTokensId: { request: why },
};
