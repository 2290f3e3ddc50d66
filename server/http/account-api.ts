import { Type } from "typebox";
import { EpochMs } from "../../protocol/ids.ts";
import { AccountName } from "../accounts/account-table.ts";
import { longestPassword } from "../accounts/password.ts";
import { permissions, roles } from "../accounts/roles.ts";
import { Reason, strict } from "./operator-api.ts";

export const Role = Type.Enum([...roles]);
const Permission = Type.Enum(Object.keys(permissions));

const Password = Type.String({ minLength: 1, maxLength: longestPassword });
const Code = Type.String({ pattern: "^[0-9]{6}$", description: "what the authenticator app shows" });
const RecoveryCode = Type.String({ minLength: 1, maxLength: 40, description: "one of the recovery codes" });

/** What a person enters to sign in. A name of another shape is a name that is not known. */
export const Credentials = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64 }),
    password: Password,
    code: Type.Optional(Code),
    recoveryCode: Type.Optional(RecoveryCode),
  },
  strict,
);

/** Who is signed in, and what that person or program may do. */
export const SignedInOperator = Type.Object({
  name: AccountName,
  role: Role,
  by: Type.Enum(["session", "token"]),
  permissions: Type.Array(Permission),
  mustChangePassword: Type.Boolean({ description: "true: nothing but the own account is open until it is changed" }),
  secondFactor: Type.Boolean({ description: "whether a code is asked for at sign-in" }),
  recoveryCodesLeft: Type.Integer(),
});

export const PasswordChange = Type.Object({ password: Password, newPassword: Password }, strict);
export const PasswordAgain = Type.Object({ password: Password }, strict);
export const SecondFactorCode = Type.Object({ code: Code }, strict);
export const SecondFactorProof = Type.Object(
  { password: Password, code: Type.Optional(Code), recoveryCode: Type.Optional(RecoveryCode) },
  strict,
);

export const NewSecondFactor = Type.Object({
  uri: Type.String({ description: "otpauth://totp/…, for a QR code" }),
  secret: Type.String({ description: "the same for typing, base32" }),
});

export const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: "shown this once; each can be used once" }),
});

export const SessionView = Type.Object({
  id: Type.String(),
  startedAt: EpochMs,
  seenAt: EpochMs,
  address: Type.String(),
  browser: Type.String({ description: "what the browser calls itself" }),
  current: Type.Boolean({ description: "whether this request came in it" }),
});

export const PersonParams = Type.Object({ name: AccountName });

export const PersonView = Type.Object({
  name: AccountName,
  role: Role,
  secondFactor: Type.Boolean(),
  mustChangePassword: Type.Boolean({ description: "the one-time password was not changed yet" }),
  lockedAt: Type.Optional(EpochMs),
  createdAt: EpochMs,
  createdBy: Type.String(),
  signedInAt: Type.Optional(EpochMs),
});

export const NewPerson = Type.Object({ name: AccountName, role: Role, reason: Reason }, strict);
export const RoleChange = Type.Object({ role: Role, reason: Reason }, strict);

export const OneTimePassword = Type.Object({
  oneTimePassword: Type.String({ description: "shown this once; the person has to change it at the first sign-in" }),
});

export const NewApiToken = Type.Object(
  {
    name: AccountName,
    role: Role,
    endsAt: Type.Integer({ ...EpochMs, description: "epoch ms; two years from now at the latest" }),
    reason: Reason,
  },
  strict,
);

export const ApiTokenView = Type.Object({
  id: Type.String(),
  name: AccountName,
  role: Role,
  createdAt: EpochMs,
  createdBy: Type.String(),
  endsAt: EpochMs,
  usedOn: Type.Optional(Type.String({ description: "Beijing day of the last use" })),
  revokedAt: Type.Optional(EpochMs),
});

export const MadeApiToken = Type.Object({
  ...ApiTokenView.properties,
  token: Type.String({ description: "for `Authorization: Bearer`; shown this once" }),
});
