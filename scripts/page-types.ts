import openapiTS, { type OpenAPI3 } from "openapi-typescript";

const header = `// Made from docs/openapi.json by \`npm run docs\`. Change the schemas of the routes instead.

`;

/** The types of the HTTP interface as a client sees them: made from the document alone, and not from the hub's code. */
export async function pageTypes(openApi: object): Promise<string> {
  // The generator changes what it is given.
  return openapiTS(structuredClone(openApi) as OpenAPI3, { commentHeader: header });
}
