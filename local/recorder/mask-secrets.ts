/**
 * Masks secrets in a span's details. Three things identify one: the service's model, the name of the member, and the form of
 * the value. {@link Vault.clean} then masks it in every text of the trace.
 */
import { loadServiceModel, type ModelFile, type ServiceModel } from "../protocol/service-model.ts";
import type { Reading } from "./recorded-value.ts";
import {
  isPrivateParameters,
  isPublicParameter,
  isPublicParameters,
  isSecretContainer,
  isSecretName,
} from "./secret-names.ts";
import type { Vault } from "./vault.ts";

/** A JSON Web Token, or something that looks like one. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*(?:\.[\w-]+\.[\w-]+)?/g;

/** The secret of an authenticator app, in the address that a QR code holds. */
const OTPAUTH = /\botpauth:\/\/\S+/g;

/** `?code=…`, `&X-Amz-Signature=…`, in an address or a form. */
const QUERY_MEMBER = /([?&#;]|^)([\w.%~-]{2,60})=([^&#;\s"'<>]+)/g;

/** Sensitive in the model because they identify the user; a developer needs to see them. */
const IDENTIFYING_SHAPES = new Set([
  "AttributeValueType",
  "ClientIdType",
  "UserContextDataType",
  "UsernameType",
]);

const MODELS: Readonly<Record<string, ModelFile>> = {
  "cognito-idp": "cognito-idp.json",
  "cognito-identity": "cognito-identity.json",
};

const models = new Map<string, ServiceModel>();

function modelOf(service: string): ServiceModel | null {
  const file = MODELS[service];
  if (file === undefined) return null;
  const model = models.get(service) ?? loadServiceModel(file);
  models.set(service, model);
  return model;
}

/** A copy of the value without its secrets, which go into the vault. */
export function maskSecrets(value: unknown, reading: Reading, vault: Vault): unknown {
  const masking = new Masking(vault);
  if (reading.kind === "http") return masking.httpMessage(value);
  if (reading.kind === "mail") return masking.named(withoutContent(value));
  const model = reading.kind === "operation" ? modelOf(reading.service) : null;
  const shape = reading.kind === "operation" ? model?.operations[reading.operation]?.input : undefined;
  return model !== null && shape !== undefined ? masking.shaped(model, shape, value) : masking.named(value);
}

/** An address with the secrets of its query masked. */
export function maskAddress(address: string, vault: Vault): string {
  return new Masking(vault).text(address);
}

/** The members of SES and SNS with the text of a message. */
const CONTENT = new Set(["Body", "Raw", "Message", "TemplateData"]);

function withoutContent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutContent);
  if (!isObject(value)) return value;
  return mapMembers(value, (name, member) =>
    CONTENT.has(name) ? { notShown: "the inbox has it" } : withoutContent(member),
  );
}

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** DynamoDB's form of values: `{"S":"text"}`. */
const isTypedValue = (value: Members): boolean => {
  const [name, ...others] = Object.keys(value);
  return (
    others.length === 0 && name !== undefined && ["S", "N", "B", "SS", "NS", "BS", "L", "M"].includes(name)
  );
};

class Masking {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Names decide. Members that are `true` and empty texts are not secrets. */
  named(value: unknown, isSecret = false): unknown {
    if (Array.isArray(value)) return value.map((item) => this.named(item, isSecret && !isObject(item)));
    if (isObject(value)) {
      if (value instanceof Date) return value;
      if (ArrayBuffer.isView(value)) return { notShown: `${value.byteLength} bytes` };
      const keepsSecret = isSecret && isTypedValue(value);
      return mapMembers(value, (name, member) => this.#member(name, member, keepsSecret));
    }
    return isSecret ? this.#secret(value) : this.#scalar(value);
  }

  /** The model decides, and names as well. */
  shaped(model: ServiceModel, shapeName: string, value: unknown): unknown {
    const shape = model.inputShapes[shapeName];
    if (shape === undefined) return this.named(value);
    const isSecret = shape.sensitive === true && !IDENTIFYING_SHAPES.has(shapeName);
    if (Array.isArray(value)) return value.map((item) => this.shaped(model, shape.member ?? "", item));
    if (isObject(value)) {
      return mapMembers(value, (name, member) => {
        if (shape.type === "map" && isSecret) {
          return isPublicParameter(name) ? this.#scalar(member) : this.named(member, true);
        }
        const inner = shape.type === "map" ? shape.value : shape.members?.[name];
        if (inner === undefined || isSecretName(name)) return this.#member(name, member, false);
        return this.shaped(model, inner, member);
      });
    }
    return isSecret ? this.#secret(value) : this.#scalar(value);
  }

  /** A function's event or response: its body is JSON or a form, according to its type. */
  httpMessage(value: unknown): unknown {
    if (!isObject(value) || typeof value.body !== "string") return this.named(value);
    const { body, ...others } = value;
    return { ...(this.named(others) as object), body: this.#body(body, value) };
  }

  #body(body: string, { headers, isBase64Encoded }: Members): unknown {
    const type = isObject(headers)
      ? String(Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "")
      : "";
    if (isBase64Encoded === true) return { notShown: `${body.length} characters of base64` };
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return this.named(Object.fromEntries(new URLSearchParams(body)));
    }
    const parsed = parse(body);
    if (parsed === undefined) return this.text(body);
    // The code of a problem (RFC 9457) is an error code, not a secret.
    if (type.startsWith("application/problem+json") && isObject(parsed)) {
      const { code, ...problem } = parsed;
      return { ...(this.named(problem) as object), code };
    }
    return this.named(parsed);
  }

  #member(name: string, value: unknown, isSecret: boolean): unknown {
    if (isSecretContainer(name)) return this.#all(value);
    if (isPrivateParameters(name) && isObject(value)) {
      return mapMembers(value, (inner, parameter) =>
        typeof parameter === "string" && parameter !== "" && !isSecretName(inner)
          ? this.#vault.maskUnlessPublished(parameter)
          : this.#all(parameter),
      );
    }
    if (isPublicParameters(name) && isObject(value)) this.#publish(value);
    return this.named(value, isSecret || isSecretName(name));
  }

  #publish(parameters: Members): void {
    for (const [name, value] of Object.entries(parameters)) {
      if (typeof value === "string" && !isSecretName(name)) this.#vault.publish(value);
    }
  }

  /** Every text and number in it is a secret. */
  #all(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#all(item));
    if (isObject(value)) return mapMembers(value, (_, member) => this.#all(member));
    return this.#secret(value);
  }

  #secret(value: unknown): unknown {
    if (typeof value === "number" || typeof value === "bigint") return this.#vault.mask(String(value));
    return typeof value === "string" && value !== "" ? this.#vault.mask(value) : value;
  }

  #scalar(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "number") return value;
    // A code may be a number.
    const text = String(value);
    const cleaned = this.#vault.clean(text);
    return cleaned === text ? value : cleaned;
  }

  /** A text that is not a secret as a whole may contain secrets. */
  text(text: string): string {
    const withoutForms = text
      .replace(JWT, (token) => this.#later(token))
      .replace(OTPAUTH, (address) => this.#later(address));
    const withoutQuery = withoutForms.includes("=")
      ? withoutForms.replace(QUERY_MEMBER, (member, before, name, value) =>
          isSecretName(name) && !value.startsWith(PLACE)
            ? `${before}${name}=${this.#later(decode(value))}`
            : member,
        )
      : withoutForms;
    return this.#settle(withoutQuery);
  }

  /** Secrets of this text, which {@link Vault.clean} masks afterwards. */
  readonly #found: string[] = [];

  #later(secret: string): string {
    this.#found.push(secret);
    return `${PLACE}${this.#found.length - 1}${PLACE}`;
  }

  #settle(text: string): string {
    if (this.#found.length === 0) return this.#vault.clean(text);
    const secrets = this.#found.splice(0);
    return text
      .split(PLACE)
      .map((part, index) =>
        index % 2 === 0 ? this.#vault.clean(part) : this.#vault.mask(secrets[Number(part)] ?? part),
      )
      .join("");
  }
}

/** Does not occur in any transmitted text. */
const PLACE = "\u0000";

const mapMembers = (value: Members, change: (name: string, member: unknown) => unknown): Members =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(name, member)]));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
