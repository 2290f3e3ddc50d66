import { AppError } from "../../platform/app-error.ts";
import { may, type Permission, type Role } from "./roles.ts";

/** Who asks: a person by a session, or a program by an API token. */
export interface Operator {
  /** Of the account or of the token; both draw from one set of names. */
  readonly name: string;
  readonly role: Role;
  readonly by: "session" | "token";
  /** Of the session, where it is one. */
  readonly sessionId?: string;
  /** The person came with a one-time password: only the own account is open until it is changed. */
  readonly mustChangePassword?: boolean;
}

/** @throws AppError operator/not-allowed, operator/password-change-needed */
export function permit({ role, mustChangePassword }: Operator, permission: Permission): void {
  if (mustChangePassword === true && permission !== "own-account")
    throw new AppError("operator/password-change-needed");
  if (may(role, permission)) return;
  throw new AppError("operator/not-allowed", `This needs the permission ${permission}, which the role ${role} lacks.`);
}
