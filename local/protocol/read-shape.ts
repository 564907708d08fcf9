/**
 * The first layer of validation: does the JSON have the types of the shape? Unknown members are dropped and `null` counts as
 * absent, as in AWS JSON services. The messages are those of AWS's own deserialiser.
 */
import { ServiceError } from "./service-error.ts";
import type { ServiceModel, Shape } from "./service-model.ts";

/** A body that does not match the protocol. AWS sends no message if the JSON itself is malformed. */
export function serializationError(message: string): ServiceError {
  return new ServiceError("SerializationException", message);
}

/**
 * Converts `value` to the shape.
 * @throws ServiceError SerializationException
 */
export function readShape(model: ServiceModel, shapeName: string, value: unknown): unknown {
  const shape = model.inputShapes[shapeName];
  if (!shape) throw new Error(`The model has no shape ${shapeName}`);
  switch (shape.type) {
    case "structure":
      return readStructure(model, shape, value);
    case "list":
      return readList(model, shape, value);
    case "map":
      return readMap(model, shape, value);
    default:
      return readScalar(shape.type, value);
  }
}

function readStructure(model: ServiceModel, shape: Shape, value: unknown): unknown {
  const given = readObject(value);
  if (isDocument(shape)) {
    checkNesting(given);
    return given;
  }
  const read: Record<string, unknown> = {};
  for (const [name, memberShape] of Object.entries(shape.members ?? {})) {
    const member = Object.hasOwn(given, name) ? given[name] : undefined;
    if (member !== null && member !== undefined) read[name] = readShape(model, memberShape, member);
  }
  return read;
}

/**
 * JSON of any form (https://smithy.io/2.0/spec/simple-types.html#document), which the models declare as a structure without
 * members.
 */
function isDocument({ members }: Shape): boolean {
  return Object.keys(members ?? {}).length === 0;
}

/** The default limit of Jackson, which reads JSON for AWS's Java services; stored values must be written again, too. */
const deepest = 1_000;

function checkNesting(value: unknown, depth = 1): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > deepest) throw serializationError("");
  for (const part of Object.values(value)) checkNesting(part, depth + 1);
}

function readList(model: ServiceModel, shape: Shape, value: unknown): unknown {
  if (!Array.isArray(value)) {
    throw serializationError(isObject(value) ? startOfStructure : "Expected list or null");
  }
  return value.map((item) => (item === null ? null : readShape(model, memberOf(shape.member), item)));
}

function readMap(model: ServiceModel, shape: Shape, value: unknown): unknown {
  const entries = Object.entries(readObject(value)).filter(([, item]) => item !== null && item !== undefined);
  // A map's keys come from the client: `__proto__` must become a plain entry.
  return Object.fromEntries(
    entries.map(([key, item]) => [key, readShape(model, memberOf(shape.value), item)]),
  );
}

function memberOf(shapeName: string | undefined): string {
  if (shapeName === undefined) throw new Error("The model has a list or map without a member shape");
  return shapeName;
}

const startOfStructure = "Start of structure or map found where not expected.";
const startOfList = "Start of list found where not expected";

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function readObject(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value;
  throw serializationError(Array.isArray(value) ? startOfList : "Expected null");
}

type ScalarType = "string" | "integer" | "long" | "boolean" | "blob";

/** The article is AWS's. */
const article: Readonly<Record<ScalarType, string>> = {
  string: "a String",
  integer: "an Integer",
  long: "a Long",
  boolean: "an Boolean",
  blob: "a Blob",
};

function readScalar(type: ScalarType, value: unknown): unknown {
  if (type === "blob") return readBlob(value);
  if ((type === "integer" || type === "long") && typeof value === "number") return readInteger(type, value);
  if (typeof value === type) return value;
  throw wrongScalar(type, value);
}

/**
 * https://smithy.io/2.0/spec/simple-types.html: 32 and 64 bits; of the latter, only integers that a JSON number represents
 * exactly.
 */
const greatest = { integer: 2 ** 31 - 1, long: Number.MAX_SAFE_INTEGER };

function readInteger(type: "integer" | "long", value: number): number {
  const whole = Math.trunc(value);
  if (whole > greatest[type] || whole < -greatest[type] - 1) throw wrongScalar(type, value);
  return whole;
}

function readBlob(value: unknown): unknown {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return Buffer.from(value, "base64");
  throw wrongScalar("blob", value);
}

function wrongScalar(type: ScalarType, value: unknown): ServiceError {
  if (Array.isArray(value)) return serializationError(startOfList);
  if (isObject(value)) return serializationError(startOfStructure);
  const found = typeof value === "boolean" ? String(value).toUpperCase() : (typeof value).toUpperCase();
  return serializationError(`${found}_VALUE can not be converted to ${article[type]}`);
}
