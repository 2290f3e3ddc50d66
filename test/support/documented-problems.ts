interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly paths?: Readonly<Record<string, unknown>>;
}

type Operations = Readonly<
  Record<string, { responses: Record<string, { content?: Record<string, { examples?: object }> }> } | undefined>
>;

/** Fails for a problem that the OpenAPI document does not list for its operation. Other addresses may answer what they like. */
export function expectDocumented({ paths = {} }: Document, method: string, url: string, answer: Answer): void {
  if (!String(answer.headers["content-type"]).startsWith("application/problem+json")) return;
  const path = Object.keys(paths).find((template) => matches(template, url.split("?")[0] ?? ""));
  const operation = path === undefined ? undefined : (paths[path] as Operations)[method.toLowerCase()];
  if (!operation) return;
  const { code } = JSON.parse(answer.body) as { code: string };
  const { content } = operation.responses[answer.statusCode] ?? {};
  const listed = Object.keys(content?.["application/problem+json"]?.examples ?? {});
  if (!listed.includes(code))
    throw new Error(`the OpenAPI document does not say that ${method} ${path} answers ${code}`);
}

function matches(template: string, path: string): boolean {
  // An address in which something is not well formed, or too long, belongs to no operation.
  const shape = template.replaceAll(/\{\w+\}/g, "[^/%]{1,100}").replaceAll(".", "\\.");
  return new RegExp(`^${shape}$`).test(path);
}
