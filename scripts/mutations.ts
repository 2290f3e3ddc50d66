import { type ESTree, parseSync, Visitor } from "vite";

/** A small fault that an engineer could make: the text between two places of a file replaced by another one. */
export interface Mutant {
  /** Places in the text, the end not included. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Line and column of the start, from 1. */
  readonly line: number;
  readonly column: number;
  /** What is replaced and by what, on one line. */
  readonly what: string;
}

const binary: Partial<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
};

const methods: Partial<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  startsWith: "endsWith",
  endsWith: "startsWith",
};

const logLevels = new Set(["trace", "debug", "info", "warn", "error", "fatal"]);

/**
 * The mutants of a TypeScript file, in the order of the file. Each of them still parses. Left alone are types, strings
 * (a test that compares a text with itself says nothing) and what is written to the log.
 * @throws Error for a text that is not TypeScript
 */
export function mutations(code: string): readonly Mutant[] {
  const { program, errors } = parseSync("mutated.ts", code);
  if (errors.length > 0) throw new Error(`this is not TypeScript: ${errors.map(({ message }) => message).join("; ")}`);
  const found: Mutant[] = [];
  const leftAlone: ESTree.Span[] = [];
  const textOf = ({ start, end }: ESTree.Span) => code.slice(start, end);
  const leave = (node: ESTree.Span) => {
    leftAlone.push(node);
  };
  const replace = ({ start, end }: ESTree.Span, replacement: string, of: ESTree.Span = { start, end }) => {
    const was = oneLine(textOf(of));
    const becomes = oneLine(code.slice(of.start, start) + replacement + code.slice(end, of.end));
    const before = code.slice(0, start).split("\n");
    const place = { line: before.length, column: (before.at(-1) ?? "").length + 1 };
    found.push({ start, end, replacement, ...place, what: `${was} → ${becomes || "nothing"}` });
  };
  const decide = ({ test }: ESTree.IfStatement | ESTree.ConditionalExpression) => {
    for (const answer of ["true", "false"]) replace(test, answer);
  };
  /** The operator between two operands. */
  const operator = ({ left, right, operator }: OperatorNode): ESTree.Span => {
    const start = left.end + code.slice(left.end, right.start).indexOf(operator);
    return { start, end: start + operator.length };
  };
  /** What a function that answers yes or no returns as it is: a call, a variable. */
  const negate = (answer: ESTree.Expression | null | undefined) => {
    if (answer && (answer.type === "CallExpression" || answer.type === "MemberExpression" || isName(answer)))
      replace(answer, `!${textOf(answer)}`);
  };
  const functions: boolean[] = [];
  const enter = ({ returnType }: FunctionNode) => {
    functions.push(/^:\s*(boolean|\w+ is )/.test(returnType ? textOf(returnType) : ""));
  };
  const leaveFunction = () => {
    functions.pop();
  };

  new Visitor({
    TSTypeAnnotation: leave,
    TSTypeAliasDeclaration: leave,
    TSInterfaceDeclaration: leave,
    TSTypeParameterInstantiation: leave,
    TSAsExpression: ({ typeAnnotation }) => leave(typeAnnotation),
    TSSatisfiesExpression: ({ typeAnnotation }) => leave(typeAnnotation),
    FunctionDeclaration: enter,
    "FunctionDeclaration:exit": leaveFunction,
    FunctionExpression: enter,
    "FunctionExpression:exit": leaveFunction,
    ArrowFunctionExpression(node) {
      enter(node);
      if (node.body.type !== "BlockStatement" && functions.at(-1)) negate(node.body);
    },
    "ArrowFunctionExpression:exit": leaveFunction,
    ReturnStatement({ argument }) {
      if (functions.at(-1)) negate(argument);
    },
    IfStatement: decide,
    ConditionalExpression: decide,
    BinaryExpression(node) {
      const other = binary[node.operator];
      const isText = node.operator === "+" && [node.left, node.right].some(isString);
      if (other !== undefined && !isText) replace(operator(node), other, node);
    },
    AssignmentExpression(node) {
      const other = { "+=": "-=", "-=": "+=" }[node.operator as string];
      if (other !== undefined && !isString(node.right)) replace(operator(node), other, node);
    },
    LogicalExpression(node) {
      const { start, end } = operator(node);
      if (node.operator === "??") replace(node, code.slice(end, node.end).trim());
      // In parentheses: the other operator binds more or less.
      else {
        const other = node.operator === "&&" ? "||" : "&&";
        replace(node, `(${code.slice(node.start, start)}${other}${code.slice(end, node.end)})`);
      }
    },
    UnaryExpression({ start, end, operator }) {
      if (operator === "!" || operator === "-") replace({ start, end }, code.slice(start + 1, end));
    },
    Literal(node) {
      if (typeof node.value === "boolean") replace(node, String(!node.value));
      if (typeof node.value === "number") replace(node, String(otherNumber(node.value)));
    },
    CallExpression({ callee }) {
      if (callee.type !== "MemberExpression" || callee.computed) return;
      const other = methods[textOf(callee.property)];
      if (other !== undefined) replace(callee.property, other, callee);
    },
    ExpressionStatement(node) {
      if (isLogCall(node.expression, textOf)) leave(node);
      else if (isDeed(node.expression) && !textOf(node).startsWith("super(")) replace(node, ";");
    },
  }).visit(program);

  return found
    .filter(({ start, end }) => !leftAlone.some((span) => span.start <= start && end <= span.end))
    .filter((mutant) => parseSync("mutated.ts", mutate(code, mutant)).errors.length === 0)
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** The text with the fault in it. */
export function mutate(code: string, { start, end, replacement }: Mutant): string {
  return code.slice(0, start) + replacement + code.slice(end);
}

type OperatorNode = ESTree.BinaryExpression | ESTree.AssignmentExpression | ESTree.LogicalExpression;
type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression;

/** One more; a large number, which is mostly a time or a limit, doubled: by one no one would notice it. */
function otherNumber(value: number): number {
  return value > 100 ? value * 2 : value + 1;
}

function isName(node: ESTree.Expression): boolean {
  return node.type === "Identifier";
}

function isString(node: { readonly type: string; readonly value?: unknown }): boolean {
  return node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");
}

/** A statement that does something: its removal is a fault. */
function isDeed(node: ESTree.Expression): boolean {
  if (node.type === "AwaitExpression" || (node.type === "UnaryExpression" && node.operator === "void"))
    return isDeed(node.argument);
  if (node.type === "ChainExpression") return node.expression.type === "CallExpression";
  return ["CallExpression", "AssignmentExpression", "UpdateExpression"].includes(node.type);
}

/** A call such as `this.#log.warn(…)` or `log?.info(…)`. */
function isLogCall(node: ESTree.Expression, textOf: (node: ESTree.Span) => string): boolean {
  const call = node.type === "ChainExpression" ? node.expression : node;
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return false;
  return /\blog(ger)?$/i.test(textOf(call.callee.object)) && logLevels.has(textOf(call.callee.property));
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 100 ? `${line.slice(0, 48)} … ${line.slice(-48)}` : line;
}
