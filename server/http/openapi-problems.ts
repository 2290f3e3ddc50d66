import { AppError, type ErrorCode, errorTable } from "../../platform/app-error.ts";
import { type ApiDocument, type Operation, operationsOf } from "./openapi-document.ts";
import { problemOf } from "./problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The errors of this route that not every route of its kind can give. */
    problems?: readonly ErrorCode[];
    /** Whether it answers without a login. */
    isPublic?: boolean;
  }
}

/** Who may ask an operation, and how. */
export interface Caller {
  readonly who: string;
  readonly method: string;
  /** Whether the request may have an idempotency key. */
  readonly isKeyed: boolean;
  readonly isPublic: boolean;
}

/** Where an operation's codes are kept until the document is complete. */
export const codesField = "x-problem-codes";

/** The errors that every operation of a kind can give. */
export function commonProblems({ who, method, isKeyed, isPublic }: Caller): readonly ErrorCode[] {
  const changes = method !== "GET";
  return [
    "request/invalid",
    ...(who === "rider" && !isPublic ? (["rider/not-known"] as const) : []),
    ...(who === "rider" ? (["request/too-many"] as const) : []),
    ...(who === "rider" && changes ? (["request/forbidden"] as const) : []),
    ...(who === "bridge" ? (["request/too-many"] as const) : []),
    ...(who === "screen" ? (["request/too-many"] as const) : []),
    ...(who === "operator" ? operatorProblems({ isPublic, changes }) : []),
    ...(changes ? (["request/too-large", "request/unsupported-media-type"] as const) : []),
    ...(isKeyed ? (["request/key-reused"] as const) : []),
    ...(isKeyed && who === "operator" ? (["request/in-progress", "request/outcome-unknown"] as const) : []),
    "internal/fault",
    "store/away",
    "store/write-failed",
    "store/outcome-unknown",
  ];
}

function operatorProblems({ isPublic, changes }: { isPublic: boolean; changes: boolean }): readonly ErrorCode[] {
  return [
    "operator/too-many-guesses",
    ...(changes ? (["operator/cross-site"] as const) : []),
    ...(isPublic
      ? []
      : ([
          "operator/not-known",
          "operator/session-ended",
          "operator/account-locked",
          "operator/password-change-needed",
          "operator/token-expired",
          "operator/token-revoked",
          "operator/not-allowed",
          "request/too-many",
        ] as const)),
  ];
}

/** Gives each operation an answer for each status of its errors, with an example of each error. */
export function describeProblems(document: ApiDocument): void {
  const all = new Set<ErrorCode>();
  for (const operation of operationsOf(document)) {
    const codes = takeCodes(operation);
    for (const status of new Set(codes.map((code) => errorTable[code].status))) {
      const ofStatus = codes.filter((code) => errorTable[code].status === status);
      for (const code of ofStatus) all.add(code);
      operation.responses[status] = {
        description: ofStatus.map((code) => `\`${code}\`: ${errorTable[code].text}`).join(" "),
        ...((status === 429 || status === 503) && { headers: { "Retry-After": retryAfter } }),
        content: {
          "application/problem+json": {
            schema: { $ref: "#/components/schemas/Problem" },
            examples: Object.fromEntries(
              ofStatus.map((code) => [code, { $ref: `#/components/examples/${nameOf(code)}` }]),
            ),
          },
        },
      };
    }
  }
  document.components.examples = Object.fromEntries(
    [...all].toSorted().map((code) => [nameOf(code), { value: problemOf(new AppError(code)) }]),
  );
}

const retryAfter = {
  description: "seconds after which to try again, where that is known",
  schema: { type: "integer", minimum: 0 },
};

function takeCodes(operation: Operation): readonly ErrorCode[] {
  const fields = operation as { [codesField]?: readonly ErrorCode[] };
  const codes = fields[codesField] ?? [];
  delete fields[codesField];
  return codes;
}

/** A component's name may hold no slash. */
function nameOf(code: ErrorCode): string {
  return code.replace("/", ".");
}
