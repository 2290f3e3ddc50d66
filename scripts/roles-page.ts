import { isPermission, may, permissions, roles } from "../server/accounts/roles.ts";

interface Operation {
  readonly summary: string;
  readonly "x-permission"?: string;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const head = `# Roles

Which role may use which operation of the operators' interface. The table is made from the one in the code, by which the hub
refuses (\`operator/not-allowed\`, 403); a test tries every operation with every role. Some acts on an order need \`money.decide\`
besides: those that change what the rider pays.
`;

/** The page of roles, from the table of permissions and the operations that need them. */
export function rolesPage(openApi: object): string {
  const { paths } = openApi as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, ...operation })),
  );
  const header = ["permission", "operation", ...roles];
  const rows = Object.keys(permissions).flatMap((permission) => {
    if (!isPermission(permission)) return [];
    const cells = roles.map((role) => (may(role, permission) ? "yes" : ""));
    const own = operations.filter((operation) => operation["x-permission"] === permission);
    const first = [`\`${permission}\``, "", ...cells];
    return [first, ...own.map(({ method, path, summary }) => ["", `\`${method} ${path}\`<br>${summary}`, ...cells])];
  });
  const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${head}\n${lines.join("\n")}\n`;
}
