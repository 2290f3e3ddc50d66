import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseSync, Visitor } from "vite";

/** One import of a file. `import type`, `export … from`, `import()` and `import("…").Type` are imports too. */
export interface Import {
  /** As it is written: a relative path, or the name of a package. */
  readonly specifier: string;
  /** Line of the import, from 1. */
  readonly line: number;
  /** Whether nothing but types is imported. */
  readonly typesOnly: boolean;
}

/** A source file, by its path from the root of the project, with what it imports. */
export interface SourceFile {
  readonly path: string;
  readonly imports: readonly Import[];
}

const notOurs = new Set(["node_modules", "dist", "coverage", "data"]);

/** Reads the imports of all source files of the project. */
export async function readSources(root: string): Promise<readonly SourceFile[]> {
  const sources: SourceFile[] = [];
  const visit = async (folder: string) => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith(".") && !notOurs.has(entry.name)) await visit(path);
      else if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
        sources.push({ path, imports: importsOf(path, await readFile(join(root, path), "utf8")) });
    }
  };
  await visit("");
  return sources.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/**
 * The imports in the text of a file. An `import()` of a computed name has no place in the result: its target is known
 * only when it runs.
 * @throws Error for a text that is not TypeScript
 */
export function importsOf(path: string, code: string): readonly Import[] {
  // Not taken apart: reading `program` is what builds the syntax tree.
  const parsed = parseSync(path, code);
  const { module, errors } = parsed;
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join("; ")}`);
  const found: Import[] = [];
  const add = (specifier: string, start: number, typesOnly: boolean) =>
    found.push({ specifier, line: code.slice(0, start).split("\n").length, typesOnly });
  for (const { moduleRequest, start, entries } of module.staticImports)
    add(moduleRequest.value, start, entries.length > 0 && entries.every(({ isType }) => isType));
  for (const { start, entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, start, isType);
  // These are in the syntax tree alone, and to build it takes longer than all the rest.
  if (/\bimport\s*\(/.test(code))
    new Visitor({
      ImportExpression({ source, start }) {
        if (source.type === "Literal" && typeof source.value === "string") add(source.value, start, false);
      },
      TSImportType: ({ source, start }) => add(source.value, start, true),
    }).visit(parsed.program);
  return found;
}
