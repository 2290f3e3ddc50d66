import { Type } from "typebox";
import { cabinetKeys } from "../protocol/seal.ts";
import type { EnrolledAs } from "./credentials.ts";
import { askHub } from "./hub-http.ts";

const Answer = Type.Object({ secret: Type.String({ minLength: 16 }) });

/**
 * Asks the hub for the cabinet's next secret. Asked again, it answers the same one until the broker was shown it.
 * @throws AppError hub/away, and what the hub says of the cabinet
 */
export async function askNextSecret(
  { hubUrl, cabinetId }: Pick<EnrolledAs, "hubUrl" | "cabinetId">,
  present: string,
  authorities: string | undefined,
): Promise<string> {
  const login = { name: cabinetId, password: cabinetKeys(present).password };
  const { secret } = await askHub({ hubUrl, path: "/api/cabinet/secret", login, authorities, answer: Answer });
  return secret;
}
