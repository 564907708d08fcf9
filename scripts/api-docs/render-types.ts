import { describeError, ERROR_CODES, type ErrorCode } from "../../libs/http/error-codes.ts";
import { choices, filled, type Node, typeOf } from "./type-of-schema.ts";

type Content = Readonly<Record<string, { readonly schema: Node }>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Node;
}

interface Operation {
  readonly summary: string;
  readonly security?: unknown;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly "x-problem-codes": readonly string[];
}

/** The parts of the document that become types. */
export interface WrittenDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Node>> };
}

const HEAD = `/**
 * The API's types, in the form that openapi-fetch and this folder's client read. Written by \`npm run docs:api\` from
 * docs/api/openapi.json: \`paths\` has every operation, and every named schema of the document is a type of that name.
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */

/** A body of JSON. */
interface Json<Body> {
  headers: Record<string, unknown>;
  content: { "application/json": Body };
}

interface Sent<Body> {
  content: { "application/json": Body };
}

interface NoBody {
  headers: Record<string, unknown>;
  content?: never;
}

interface Html {
  headers: Record<string, unknown>;
  content: { "text/html": string };
}

interface Csv {
  headers: Record<string, unknown>;
  content: { "text/csv": string };
}

/** Error responses, by status. Some also come from API Gateway, as other JSON. */
type Problems<Code extends ErrorCode, GatewayStatus extends number> = {
  [Status in keyof CodesByStatus as Code & CodesByStatus[Status] extends never ? never : Status]: {
    headers: Record<string, unknown>;
    content: { "application/problem+json": ProblemOf<Code & CodesByStatus[Status]> } & (Status extends GatewayStatus
      ? { "application/json": GatewayAnswer }
      : unknown);
  };
};

/** Of routes without a token, and of those with one, whose token the gateway checks. */
type Public<Code extends ErrorCode = never> = Problems<Code | AlwaysPossible, 404 | 413 | 429 | 500 | 503>;
type Protected<Code extends ErrorCode = never> = Problems<
  Code | AlwaysPossible | PossibleWithToken,
  401 | 403 | 404 | 413 | 429 | 500 | 503
>;

/** A problem with one of these codes. */
export type ProblemOf<Code extends ErrorCode> = Code extends "request_refused"
  ? Omit<Problem, "code" | "reason"> & { code: Code; reason: RefusalReason }
  : Omit<Problem, "code" | "reason"> & { code: Code };
`;

const indent = (text: string) => text.replaceAll("\n", "\n  ");

const nameOf = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

const quoted = (codes: readonly string[]) => codes.map((code) => JSON.stringify(code)).join(" | ");

/** The codes that all operations have in common. */
function commonTo(operations: readonly Operation[]): readonly string[] {
  const [first, ...others] = operations.map((operation) => operation["x-problem-codes"]);
  return (first ?? []).filter((code) => others.every((codes) => codes.includes(code)));
}

function bodyOf(content: Content | undefined): string {
  if (content === undefined) return "NoBody";
  const media = content["application/json"];
  if (media !== undefined) return `Json<${typeOf(media.schema)}>`;
  return content["text/csv"] === undefined ? "Html" : "Csv";
}

function parametersType({ parameters = [] }: Operation): string[] {
  const places = ["query", "path"].flatMap((place) => {
    const there = parameters.filter((parameter) => parameter.in === place);
    const members = there.map(
      ({ name, required, schema }) => `${nameOf(name)}${required ? "" : "?"}: ${typeOf(schema)}`,
    );
    const mark = there.some(({ required }) => required) ? "" : "?";
    return members.length === 0 ? [] : [`${place}${mark}: { ${members.join("; ")} }`];
  });
  return places.length === 0 ? [] : [`parameters: { ${places.join("; ")} };`];
}

function operationType(operation: Operation, common: readonly string[]): string {
  const { requestBody, responses, security } = operation;
  const sent = requestBody?.content["application/json"]?.schema;
  const successes = Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([status, { content }]) => `${status}: ${bodyOf(content)}`);
  const codes = operation["x-problem-codes"].filter((code) => !common.includes(code));
  const named = [
    ...(requestBody === undefined ? [] : ["PossibleWithBody"]),
    ...codes.map((code) => JSON.stringify(code)),
  ];
  const problems = `${security === undefined ? "Public" : "Protected"}${named.length === 0 ? "" : `<${named.join(" | ")}>`}`;
  const members = [
    ...parametersType(operation),
    ...(sent === undefined ? [] : [`requestBody${requestBody?.required ? "" : "?"}: Sent<${typeOf(sent)}>;`]),
    `responses: { ${successes.join("; ")} } & ${problems};`,
  ];
  return `{\n  ${members.join("\n  ")}\n}`;
}

/** clients/typescript/api-types.ts: the document's paths, methods, parameters, bodies and responses as types. */
export function renderTypes({ paths, components }: WrittenDocument): string {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const always = commonTo(operations);
  const withToken = commonTo(operations.filter(({ security }) => security !== undefined));
  const withBody = commonTo(operations.filter(({ requestBody }) => requestBody !== undefined)).filter(
    (code) => !always.includes(code),
  );
  const places = Object.entries(paths).map(([path, methods]) => {
    const members = Object.entries(methods).map(([method, operation]) => {
      const common = operation.security === undefined ? always : [...always, ...withToken];
      const bodys = operation.requestBody === undefined ? [] : withBody;
      return `/** ${operation.summary} */\n${method}: ${operationType(operation, [...common, ...bodys])};`;
    });
    return `${JSON.stringify(path)}: {\n  ${indent(members.join("\n"))}\n};`;
  });
  const byStatus = Map.groupBy(Object.keys(ERROR_CODES) as ErrorCode[], (code) => describeError(code).status);
  const names = Object.keys(components.schemas).sort();
  return [
    HEAD,
    "/** Which codes come with a status. */",
    "export interface CodesByStatus {",
    ...[...byStatus].map(([status, codes]) => `  ${status}: ${indent(choices(codes))};`),
    "}",
    "",
    "export type ErrorCode = CodesByStatus[keyof CodesByStatus];",
    `type AlwaysPossible = ${quoted(always)};`,
    `type PossibleWithBody = ${quoted(withBody)};`,
    `type PossibleWithToken = ${quoted(withToken.filter((code) => !always.includes(code)))};`,
    "",
    ...names
      .filter((name) => name !== "ErrorCode")
      .map((name) => `export type ${name} = ${typeOf(components.schemas[name] ?? {})};`),
    "",
    "export interface paths {",
    `  ${indent(places.join("\n"))}`,
    "}",
    "",
    "export interface components {",
    `  schemas: {\n    ${indent(
      indent(
        filled(
          names.map((name) => `${name}: ${name}`),
          "; ",
        ),
      ),
    )};\n  };`,
    "}",
    "",
  ]
    .join("\n")
    .replaceAll(/ +\n/g, "\n");
}
