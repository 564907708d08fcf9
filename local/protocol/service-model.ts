import { readFileSync } from "node:fs";

/** An input shape of an AWS service model: type, members and constraints. See `local/model/README.md`. */
export interface Shape {
  readonly type: "structure" | "list" | "map" | "string" | "integer" | "long" | "boolean" | "blob";
  readonly required?: readonly string[];
  /** Member name → shape name. */
  readonly members?: Readonly<Record<string, string>>;
  /** Shape name of a list's members. */
  readonly member?: string;
  /** Shape names of a map's keys and values. */
  readonly key?: string;
  readonly value?: string;
  /** Minimum and maximum length of a string, list or map; minimum and maximum value of a number. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Never repeated in an error message. */
  readonly sensitive?: boolean;
}

interface ModelOperation {
  /** `none`: unsigned; `iam`: signed with AWS credentials. */
  readonly auth: "none" | "iam";
  readonly input: string;
  readonly output: string | null;
  /** The exceptions that the operation may return. */
  readonly errors: readonly string[];
}

export interface ServiceModel {
  readonly service: string;
  /** The part before the dot in `X-Amz-Target`. */
  readonly targetPrefix: string;
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly inputShapes: Readonly<Record<string, Shape>>;
}

export type ModelFile = "cognito-idp.json" | "cognito-identity.json";

/**
 * Differences where the published model is stricter than the service, by shape.
 *
 * - `DomainType`: its pattern allows only prefixes. The operations accept custom domains too (API_CreateUserPoolDomain, `Domain`:
 *   "for a custom domain … auth.example.com"), and refuse a wrong prefix with a separate text.
 * - `PasswordType`: its pattern, `[\\S]+`, allows no space anywhere. Spaces inside a password are allowed
 *   (https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html), and the service's own refusals
 *   name this pattern.
 * - `ExplicitAuthFlowsType`: ALLOW_CLIENT_TOKEN_AUTH is missing, without which no client can call GetClientToken (API_GetClientToken).
 */
const CORRECTED_SHAPES: Readonly<Record<string, Partial<Shape>>> = {
  PasswordType: { pattern: "^[\\S]+.*[\\S]+$" },
  DomainType: { pattern: "[\\s\\S]*" },
  ExplicitAuthFlowsType: {
    enum: [
      "ADMIN_NO_SRP_AUTH",
      "CUSTOM_AUTH_FLOW_ONLY",
      "USER_PASSWORD_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_CUSTOM_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_AUTH",
      "ALLOW_CLIENT_TOKEN_AUTH",
    ],
  },
};

/**
 * The model declares them as signed, the API reference as unsigned. GetClientToken: "For this operation, you can't use IAM
 * credentials to authorize requests" (API_GetClientToken).
 */
const UNSIGNED_OPERATIONS = ["GetClientToken"] as const;

/** The model declares their `AccessToken` as optional, for older credentials; the service requires it. */
const TOKEN_REQUIRED = ["GetDevice", "ForgetDevice"] as const;
export type TokenRequired = (typeof TOKEN_REQUIRED)[number];

/**
 * Who may call an operation:
 * - `none`: anyone, unsigned;
 * - `token`: the user whose access token is in the input;
 * - `iam`: a request signed with AWS credentials (locally, any are accepted).
 */
export type Access = "none" | "token" | "iam";

/** Who may call an operation, according to the model. @param name an operation of the model */
export function accessOf(model: ServiceModel, name: string): Access {
  const operation = model.operations[name];
  if (operation === undefined) throw new Error(`The model has no operation ${name}`);
  if (operation.auth === "iam") return "iam";
  const takesToken =
    model.inputShapes[operation.input]?.required?.includes("AccessToken") ||
    (TOKEN_REQUIRED as readonly string[]).includes(name);
  return takesToken ? "token" : "none";
}

/** What the SDK has and the published model does not have yet: operations, shapes, members of the model's shapes, errors of its operations. */
interface Additions {
  readonly operations: ServiceModel["operations"];
  readonly inputShapes: ServiceModel["inputShapes"];
  readonly members: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}

function withAdditions(model: ServiceModel, additions: Additions): ServiceModel {
  const extended = Object.entries(additions.members).map(([name, members]) => {
    const shape = model.inputShapes[name];
    if (shape === undefined) throw new Error(`The model has no shape ${name}`);
    return [name, { ...shape, members: { ...shape.members, ...members } }] as const;
  });
  const failing = Object.entries(additions.errors).map(([name, errors]) => {
    const operation = model.operations[name];
    if (operation === undefined) throw new Error(`The model has no operation ${name}`);
    return [name, { ...operation, errors: [...operation.errors, ...errors] }] as const;
  });
  return {
    ...model,
    operations: { ...model.operations, ...additions.operations, ...Object.fromEntries(failing) },
    inputShapes: { ...model.inputShapes, ...additions.inputShapes, ...Object.fromEntries(extended) },
  };
}

const readModelFile = (file: string) =>
  JSON.parse(readFileSync(new URL(`../model/${file}`, import.meta.url), "utf8"));

/** Reads a service model from `local/model`; a millisecond or two, so callers do it on their first request. */
export function loadServiceModel(file: ModelFile): ServiceModel {
  const published: ServiceModel = readModelFile(file);
  const model =
    file === "cognito-idp.json"
      ? withAdditions(published, readModelFile("cognito-idp-additions.json"))
      : published;
  const corrected = Object.entries(CORRECTED_SHAPES).map(([name, correction]) => {
    const shape = model.inputShapes[name];
    return shape ? [[name, { ...shape, ...correction }] as const] : [];
  });
  const unsigned = UNSIGNED_OPERATIONS.map((name) => {
    const operation = model.operations[name];
    return operation ? [[name, { ...operation, auth: "none" as const }] as const] : [];
  });
  return {
    ...model,
    operations: { ...model.operations, ...Object.fromEntries(unsigned.flat()) },
    inputShapes: { ...model.inputShapes, ...Object.fromEntries(corrected.flat()) },
  };
}
