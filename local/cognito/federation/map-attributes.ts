/**
 * From a provider's attributes to a user's, by the provider's AttributeMapping
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html).
 */
import { changeAttributes, checkInvitedAttributes } from "../attributes/check-attributes.ts";
import { checkClientMayWrite, isWritable } from "../attributes/client-access.ts";
import { isTrue } from "../domain/boolean-attribute.ts";
import { attributesNotUpdatable } from "../errors/user-errors.ts";
import type { Client } from "../state/client-repository.ts";
import type { PoolDocuments } from "../state/pool-document-repository.ts";
import type { PoolSettings } from "../state/pool-settings.ts";
import { FederationRefused } from "./provider-answer.ts";

type Attributes = Readonly<Record<string, string>>;

/** Never taken from a mapping: the provider's id of the person is the username, `sub` is the pool's own. */
const NOT_ATTRIBUTES: ReadonlySet<string> = new Set(["username", "sub"]);

const VERIFIED = { email: "email_verified", phone_number: "phone_number_verified" } as const;
const FLAGS: ReadonlySet<string> = new Set(Object.values(VERIFIED));

/**
 * The user's attributes that the provider sets. Unmapped ones are dropped; mapped ones that are missing stay unchanged. An
 * address counts as unverified unless the provider says otherwise at this very sign-in (amplify-js#7300).
 */
export function mapAttributes(
  { AttributeMapping }: PoolDocuments["identity-provider"],
  received: Attributes,
): Attributes {
  const mapped = Object.fromEntries(
    Object.entries(AttributeMapping).flatMap(([name, source]) =>
      !NOT_ATTRIBUTES.has(name) && Object.hasOwn(received, source) ? [[name, received[source] ?? ""]] : [],
    ),
  );
  for (const [address, flag] of Object.entries(VERIFIED)) {
    if (mapped[address]) mapped[flag] = isTrue(mapped[flag]) ? "true" : "false";
    else if (mapped[address] === "") mapped[flag] = "";
    // A flag without its address would vouch for one that the provider did not name.
    else delete mapped[flag];
  }
  return mapped;
}

/** The client writes them on the provider's behalf; the flags come with their address. */
const written = (mapped: Attributes): readonly string[] =>
  Object.keys(mapped).filter((name) => !FLAGS.has(name));

/**
 * What a new user is made with. AWS looks at the required attributes before it calls any sign-up trigger
 * (amazon-cognito-auth-js#222).
 *
 * @throws FederationRefused `attributes required: [email]`
 * @throws ServiceError InvalidParameterException, NotAuthorizedException
 */
export function newAttributes(settings: PoolSettings, client: Client, mapped: Attributes): Attributes {
  const missing = settings.SchemaAttributes.filter(
    ({ Name, Required }) => Required && Name !== "sub" && !mapped[Name],
  ).map(({ Name }) => Name);
  if (missing.length > 0) throw new FederationRefused(`attributes required: [${missing.join(", ")}]`);
  const attributes = Object.fromEntries(Object.entries(mapped).filter(([, value]) => value !== ""));
  checkInvitedAttributes(settings, attributes);
  checkClientMayWrite(settings, client, written(attributes));
  return attributes;
}

/**
 * The user's attributes after a later sign-in. Each mapped one is written again, even with the same value: an immutable
 * one fails the sign-in (reported with `user.email: Attribute cannot be updated.`), and so does one that the client may not
 * write (amplify-js#3526).
 *
 * @throws ServiceError InvalidParameterException
 */
export function updatedAttributes(
  settings: PoolSettings,
  client: Client,
  { current, mapped }: { readonly current: Attributes; readonly mapped: Attributes },
): Attributes {
  const closed = written(mapped).filter((name) => !isWritable(client, name));
  if (closed.length > 0) throw attributesNotUpdatable(closed);
  return changeAttributes(settings, current, mapped);
}
