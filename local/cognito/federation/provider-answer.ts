import type { PoolDocument } from "../state/pool-document-repository.ts";

/** A provider's verified claims about a person. */
export interface ProviderAnswer {
  readonly provider: PoolDocument<"identity-provider">;
  /** The person's id there: second half of the username `<provider>_<id>`. */
  readonly subject: string;
  /** Claims or SAML attributes by the provider's names, as strings; see {@link textOf}. */
  readonly attributes: Readonly<Record<string, string>>;
  /** For the InboundFederation trigger's `request.attributes`. */
  readonly received:
    | { readonly tokenResponse?: unknown; readonly idToken?: unknown; readonly userInfo?: unknown }
    | { readonly samlResponse: unknown };
  /** A SAML provider's entity id, for the `identities` attribute; `null` at all others. */
  readonly issuer?: string;
}

/** A federated sign-in that the pool refuses. The client gets the message (`error_description`). */
export class FederationRefused extends Error {
  override readonly name = "FederationRefused";
}

/** As `application/x-www-form-urlencoded` does it: all but letters, digits and `.-*_`. */
const formEncode = (value: string): string => new URLSearchParams([[value, ""]]).toString().slice(0, -1);

/**
 * A provider's value in the form of an attribute. Several values become `[first,second]`, each form-encoded
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html).
 *
 * @returns undefined for null and undefined
 */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map((entry) => formEncode(textOf(entry) ?? "")).join(",")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** An object's members as strings; those that say nothing are left out. */
export function textsOf(members: unknown): Readonly<Record<string, string>> {
  if (typeof members !== "object" || members === null) return {};
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
