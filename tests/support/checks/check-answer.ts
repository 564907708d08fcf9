import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { dereferenced } from "../../../functions/system/reference/dereferenced.ts";
import { seenRecorder } from "../reporters/seen-recorder.ts";

interface Media {
  readonly schema: object;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
  readonly "x-problem-codes": readonly string[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The checked parts of an answer. */
interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const written = JSON.parse(readFileSync(new URL("../../../docs/api/openapi.json", import.meta.url), "utf8"));

const document = dereferenced(written) as unknown as Document;

const ajv = new Ajv2020({ strict: false, allErrors: true });
// With stripped types, the package's default export is the module.
(addFormats as unknown as { default: (validator: Ajv2020) => void }).default(ajv);

/** For the reporter that counts the seen answers. */
const recordAnswer = seenRecorder("ANSWER_RECORD");

const compiled = new Map<Media, ValidateFunction>();

function validatorOf(media: Media): ValidateFunction {
  let validate = compiled.get(media);
  if (validate === undefined) {
    validate = ajv.compile(media.schema);
    compiled.set(media, validate);
  }
  return validate;
}

/** The document's path of a request: the matching one with the fewest parameters. */
function findPath(path: string): string | undefined {
  const fits = (template: string) =>
    new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`).test(path);
  const parameters = (template: string) => template.split("{").length;
  return Object.keys(document.paths)
    .filter(fits)
    .sort((one, other) => parameters(one) - parameters(other))[0];
}

/** API Gateway's own answers, which come before any route: their body is `{"message": …}`. */
function isGateways({ status, text }: Answer): boolean {
  return [400, 401, 403, 404, 413, 429].includes(status) && /^\{"message":"[^"]*"\}$/.test(text);
}

/** Answers to a request that reached no route are not documented. */
const BEFORE_ANY_ROUTE = [400, 404, 413];

/** The API's code that corresponds to an answer of API Gateway. */
const GATEWAY_CODES: Readonly<Record<number, string>> = {
  401: "unauthorized",
  403: "insufficient_scope",
  429: "too_many_requests",
};

function codeOf(answer: Answer): string | undefined {
  if (answer.status < 400) return "success";
  if (isGateways(answer)) return GATEWAY_CODES[answer.status];
  return answer.contentType.includes("json")
    ? (JSON.parse(answer.text) as { code?: string }).code
    : undefined;
}

/**
 * Compares an answer with what the OpenAPI document promises for that route: status, media type, and the body's shape.
 *
 * @returns the problems; empty for a correct answer and for requests without a route
 */
export function answerFindings(method: string, url: string, answer: Answer): string[] {
  const path = findPath(url.split("?")[0] ?? "");
  const operation = path === undefined ? undefined : document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) return [];
  recordAnswer(`${operation.operationId} ${codeOf(answer)}`);
  if (isGateways(answer) && BEFORE_ANY_ROUTE.includes(answer.status)) return [];
  const name = `${method} ${path} answered ${answer.status}`;
  const response = operation.responses[String(answer.status)];
  if (response === undefined) return [`${name}, which is not documented: ${answer.text}`];
  const media = response.content?.[answer.contentType.split(";")[0] ?? ""];
  if (media === undefined) {
    const isEmpty = response.content === undefined && answer.text === "";
    return isEmpty ? [] : [`${name} as ${answer.contentType}, which is not documented: ${answer.text}`];
  }
  return answer.contentType.includes("json")
    ? bodyFindings(media, operation, answer).map((finding) => `${name}: ${finding}: ${answer.text}`)
    : [];
}

function bodyFindings(media: Media, operation: Operation, answer: Answer): string[] {
  const validate = validatorOf(media);
  const body = JSON.parse(answer.text) as { readonly code?: string };
  if (!validate(body)) return [ajv.errorsText(validate.errors)];
  const isDocumented =
    answer.status < 400 || isGateways(answer) || operation["x-problem-codes"].includes(body.code ?? "");
  return isDocumented ? [] : [`the code ${body.code} is not documented`];
}
