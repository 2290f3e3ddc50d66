/**
 * Why the workbench did not do what was asked, in English, with the code of the error or of what stands in the way; undefined
 * where it does not answer.
 */
export class Refusal extends Error {
  readonly why: string | undefined;
  readonly code: string;

  constructor(why: string | undefined, code = "") {
    super(why);
    this.name = "Refusal";
    this.why = why;
    this.code = code;
  }
}

/** Posts to the workbench's control. @throws Refusal */
export async function post<Answer>(path: string, body: object = {}): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refusal(undefined);
  }
  const answer: unknown = await response.json();
  if (response.ok) return answer as Answer;
  const { detail, code, obstacle } = answer as { detail?: string; code?: string; obstacle?: string };
  throw new Refusal(detail, obstacle ?? code);
}
