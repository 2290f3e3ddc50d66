import { type ApiToken, apiTokenTable } from "../../server/accounts/api-token-table.ts";
import type { Role } from "../../server/accounts/roles.ts";
import { secretHash } from "../../server/accounts/secret-hash.ts";
import type { Store } from "../../server/store/store.ts";

/** Far behind every test. */
const endsAt = 4_000_000_000_000;

/** Puts an API token into a store, as `npm run accounts -- token` does, but one that the test knows beforehand. */
export async function putOperatorToken(store: Store, name: string, token: string, role: Role = "admin"): Promise<void> {
  const made = { createdAt: 0, createdBy: "command", endsAt };
  const row: ApiToken = { id: `token-${name}`, name, role, hash: secretHash(token), ...made };
  await store.transact((tx) => tx.put(apiTokenTable, row));
}
