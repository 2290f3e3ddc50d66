/** As much of an OpenAPI document as is changed after it was made from the routes. */
export interface ApiDocument {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas?: Record<string, object>; examples?: Record<string, object> };
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Record<string, Answer>;
}

export interface Answer {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, Media>;
}

export interface Media {
  readonly schema: object;
  example?: unknown;
  examples?: Record<string, object>;
}

export function operationsOf({ paths }: ApiDocument): readonly Operation[] {
  return Object.values(paths).flatMap((operations) => Object.values(operations));
}

/** What an operation may be asked, and what it then answers by status and media type. */
export interface OperationExample {
  readonly request?: unknown;
  readonly answer?: Readonly<Record<`${number} ${string}`, unknown>>;
}

export type OperationExamples = Readonly<Record<string, OperationExample>>;
