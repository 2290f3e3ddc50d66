import { isUnanswered, keyOfAct } from "./act-key.ts";
import type { paths } from "./hub-api.ts";
import type { AnswerOf, Gettable, Method, MethodOf, RequestOf } from "./operations.ts";

/** Why the hub did not do what was asked: its code, or `network/unreachable` if it could not be asked. */
export class Problem extends Error {
  readonly code: string;
  /** More about this one failure, in English; undefined where there is no more to say. */
  readonly detail: string | undefined;

  constructor(code: string, detail?: string) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.detail = detail;
  }
}

/** ms; longer than a slow mobile network needs, shorter than a person's patience */
const patience = 15_000;

/** A foreign page can't send it, so the hub knows that its own page asks. */
const ownHeader = { "x-requested-with": "jiehuan" };

/** Asks the hub, and resolves with its data. The hub's document says what each operation takes and answers. @throws Problem */
export function call<Path extends keyof paths, Verb extends MethodOf<Path>>(
  method: Verb,
  path: Path,
  request: RequestOf<paths[Path][Verb]>,
): Promise<AnswerOf<paths[Path][Verb]>> {
  return exchange(method, path, request, dataOf<AnswerOf<paths[Path][Verb]>>);
}

/** What an operation that is posted to answers. */
type Compared<Path extends keyof paths> = paths[Path] extends { post: infer Operation } ? AnswerOf<Operation> : never;

/** What a PUT of an operation answers. */
type Stored<Path extends keyof paths> = paths[Path] extends { put: infer Operation } ? AnswerOf<Operation> : never;

/** What a person waits for who had many orders or a long file compared, or sends a large file, ms. */
const longPatience = 300_000;

/**
 * Posts a file as it is, or nothing, to an operation that compares, and resolves with its data. It may take minutes.
 * @throws Problem
 */
export function compare<Path extends keyof paths>(
  path: Path,
  request: { readonly path?: object; readonly file?: Blob },
): Promise<Compared<Path>> {
  return exchange("post", path, { ...request, patience: longPatience }, dataOf<Compared<Path>>);
}

/** The same, answered as CSV. @throws Problem */
export function compareAsCsv(
  path: keyof paths,
  request: { readonly path?: object; readonly file?: Blob },
): Promise<Blob> {
  const asked = { ...request, accept: "text/csv", patience: longPatience };
  return exchange("post", path, asked, (response) => response.blob());
}

/** Puts a file as it is to an operation that stores it, and resolves with its data. It may take minutes. @throws Problem */
export function upload<Path extends keyof paths>(
  path: Path,
  request: { readonly path: object; readonly file: Blob },
): Promise<Stored<Path>> {
  const asked = { ...request, fileType: "application/octet-stream", patience: longPatience };
  return exchange("put", path, asked, dataOf<Stored<Path>>);
}

/** One page of a list. */
export interface Page<Answer> {
  readonly answer: Answer;
  /** `before` of the request for the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** Asks the hub for a page of a list, and reads from the header `Link` where the next one begins. @throws Problem */
export function callPage<Path extends Gettable>(
  path: Path,
  request: RequestOf<paths[Path]["get"]>,
): Promise<Page<AnswerOf<paths[Path]["get"]>>> {
  return exchange("get", path, request, async (response) => ({
    answer: await dataOf<AnswerOf<paths[Path]["get"]>>(response),
    next: nextOf(response.headers.get("link")),
  }));
}

/** @param link as RFC 8288 says: `</api/operator/audit?before=…>; rel="next"` */
function nextOf(link: string | null): string | undefined {
  const [, address] = /<([^>]*)>; rel="next"/.exec(link ?? "") ?? [];
  if (address === undefined) return undefined;
  return new URL(address, window.location.href).searchParams.get("before") ?? undefined;
}

async function dataOf<Answer>(response: Response): Promise<Answer> {
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

interface Parts {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly file?: Blob | undefined;
  /** Absent: the file is CSV. */
  readonly fileType?: string | undefined;
  readonly key?: string | undefined;
  readonly accept?: string | undefined;
  readonly patience?: number | undefined;
}

async function exchange<Result>(
  method: Method,
  path: keyof paths,
  request: object,
  read: (response: Response) => Promise<Result>,
): Promise<Result> {
  const parts: Parts = request;
  const address = addressOf(path, parts.path, parts.query);
  const act = keyOfAct(method, address, parts);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), parts.patience ?? patience);
  try {
    const response = await fetch(address, {
      method: method.toUpperCase(),
      credentials: "same-origin",
      cache: "no-store",
      signal: abort.signal,
      headers: {
        accept: parts.accept ?? "application/json",
        "accept-language": document.documentElement.lang,
        ...(method !== "get" && ownHeader),
        ...(parts.body !== undefined && { "content-type": "application/json" }),
        ...(parts.file && { "content-type": parts.fileType ?? "text/csv" }),
        ...(act.key !== undefined && { "idempotency-key": act.key }),
      },
      ...(parts.file && { body: parts.file }),
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
    });
    if (!response.ok) throw await problemIn(response);
    const answer = await read(response);
    act.isAnswered();
    return answer;
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem("network/unreachable");
    if (!isUnanswered(problem.code)) act.isAnswered();
    throw problem;
  } finally {
    clearTimeout(timer);
  }
}

/** An address of the hub's document with its parts filled in. */
export function addressOf(path: keyof paths, parts: object = {}, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(parts));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

/** A proxy in between answers with pages of its own: those have no code. */
async function problemIn(response: Response): Promise<Problem> {
  try {
    const { code, detail } = (await response.json()) as { code?: unknown; detail?: unknown };
    if (typeof code === "string") return new Problem(code, typeof detail === "string" ? detail : undefined);
  } catch {}
  return new Problem(`http/${response.status}`);
}

/** What an error means to a page: the hub's problems stay, anything else is a fault of the page. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("page/fault");
}
