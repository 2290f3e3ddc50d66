/** A request that the hub or the wallet did not do; `code` is the hub's stable one, or `http/<status>`. */
export class Refusal extends Error {
  readonly code: string;

  constructor(what: string, status: number, answer?: unknown) {
    const code = codeIn(answer) ?? `http/${status}`;
    super(`${what} answers ${status}${answer === undefined ? "" : `: ${JSON.stringify(answer)}`}`);
    this.name = "Refusal";
    this.code = code;
  }
}

function codeIn(answer: unknown): string | undefined {
  const { code } = (answer ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}
