import { createHmac, timingSafeEqual } from "node:crypto";
import { CLIENT_SECRET } from "../client-secret.ts";
import { type Person, subjectAt } from "../people.ts";
import { GraphError } from "./graph-error.ts";

/** The permissions that a person granted to a client. */
export interface Grant {
  readonly clientId: string;
  readonly personId: string;
  readonly scopes: ReadonlySet<string>;
}

interface Me {
  readonly token: string;
  readonly grant: Grant;
  readonly person: Person & { readonly pictureUrl: string };
  /** The request's parameters. */
  readonly fields: URLSearchParams;
}

/** Facebook's fields that need a permission which the stand-in never grants: omitted without an error. */
const WITHOUT_PERMISSION = new Set(["age_range", "birthday", "gender", "hometown", "link", "location"]);

/**
 * The answer of `/me`: always `id`, and the requested fields that the person has and the client may see
 * (https://developers.facebook.com/docs/graph-api/reference/user/).
 */
export function describeMe({ token, grant, person, fields }: Me): Readonly<Record<string, unknown>> {
  checkProof(token, fields.get("appsecret_proof"));
  const { name, givenName, familyName, email, pictureUrl } = person;
  const known: Readonly<Record<string, unknown>> = {
    id: subjectAt("facebook", person, grant.clientId),
    name,
    first_name: givenName,
    last_name: familyName,
    short_name: givenName,
    email: grant.scopes.has("email") ? email : undefined,
    picture: { data: { height: 50, is_silhouette: false, url: pictureUrl, width: 50 } },
    middle_name: undefined,
  };
  const asked = fieldNames(fields.get("fields") ?? "id,name");
  for (const field of asked) {
    if (!Object.hasOwn(known, field) && !WITHOUT_PERMISSION.has(field)) {
      throw new GraphError(`(#100) Tried accessing nonexisting field (${field}) on node type (User)`, {
        code: 100,
      });
    }
  }
  const wanted = new Set([...asked, "id"]);
  return Object.fromEntries(
    Object.entries(known).filter(([field, value]) => wanted.has(field) && value !== undefined),
  );
}

/** `picture.type(large)` and `picture{url,width}` mean the field `picture`. */
const fieldNames = (value: string): readonly string[] =>
  value
    .replace(/\{[^{}]*\}|\.[a-z]+\([^()]*\)/g, "")
    .split(",")
    .map((field) => field.trim());

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests */
function checkProof(token: string, proof: string | null): void {
  if (proof === null) return;
  const expected = createHmac("sha256", CLIENT_SECRET).update(token).digest();
  const given = Buffer.from(proof, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new GraphError("Invalid appsecret_proof provided in the API argument", { code: 100 });
  }
}
