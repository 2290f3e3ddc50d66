import { Database } from "../../server/store/sqlite/database.ts";

/** A store's file whose commits can be held up, and fail. */
export class HeldDatabase extends Database {
  /** How many there were. */
  commits = 0;
  /** Called before each commit; what it throws is what the commit fails with. */
  before: () => void | Promise<void> = () => undefined;

  constructor(path: string) {
    super(path, "serve");
    // Nobody cuts the power in a test.
    this.exec("PRAGMA synchronous = OFF");
  }

  override async commit(): Promise<void> {
    this.commits++;
    await this.before();
    await super.commit();
  }
}
