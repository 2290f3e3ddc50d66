import { beforeAll, describe, expect, test } from "vitest";
import { connectionConfig, openPool } from "../../../../server/store/postgres/connections.ts";
import { freshDatabase, postgresPrograms } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";

describe.skipIf(!postgresPrograms)("a connection", () => {
  let url: string;
  beforeAll(async () => {
    url = await freshDatabase();
  });

  test.each([
    ["statement_timeout", "10s"],
    ["idle_in_transaction_session_timeout", "15s"],
    ["idle_session_timeout", "15s"],
    ["enable_seqscan", "off"],
  ])("has its limits: %s", async (setting, value) => {
    const pool = openPool(connectionConfig(url), 1, postgresParts.log);
    const { rows } = await pool.query(`SHOW ${setting}`);
    expect(rows).toEqual([{ [setting]: value }]);
    await pool.end();
  });
});
