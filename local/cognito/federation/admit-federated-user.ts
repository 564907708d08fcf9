import { ServiceError } from "../../protocol/service-error.ts";
import { EMPTY_RESPONSES, triggerAttributes } from "../domain/trigger-event.ts";
import { newUserId } from "../domain/user-id.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkAccount } from "../sign-in/account-state.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import type { TriggerCall } from "../trigger-port.ts";
import { runPostConfirmation } from "../verification/post-confirmation.ts";
import {
  checkUsername,
  ensureProviderGroup,
  federatedUsername,
  findProfile,
  type Identity,
  SUBJECT,
} from "./federated-profile.ts";
import { mapAttributes, newAttributes, updatedAttributes } from "./map-attributes.ts";
import { FederationRefused, type ProviderAnswer, textsOf } from "./provider-answer.ts";

type Attributes = Readonly<Record<string, string>>;

interface Admission {
  readonly context: OperationContext;
  readonly pool: Pool;
  readonly client: Client;
  readonly answer: ProviderAnswer;
  /** The name of a profile made for this person. */
  readonly username: string;
  readonly mapped: Attributes;
}

/**
 * Finds the pool's user whom a provider has authenticated, or creates one. Triggers run as AWS lists them for federated
 * users: PreSignUp and PostConfirmation at the first sign-in, PreAuthentication and PostAuthentication at all others, and
 * InboundFederation at each
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html#lambda-triggers-for-federated-users).
 *
 * @throws FederationRefused with the message for `error_description`
 */
export async function admitFederatedUser(
  context: OperationContext,
  client: Client,
  answer: ProviderAnswer,
): Promise<User> {
  try {
    return await admit(context, client, answer);
  } catch (error) {
    if (error instanceof ServiceError) throw new FederationRefused(describe(error), { cause: error });
    throw error;
  }
}

/** What a function says is followed by a space on its way to the client (amplify-js#3778). */
const describe = ({ code, message }: ServiceError): string =>
  code === "UserLambdaValidationException" ? `${message} ` : message;

async function admit(context: OperationContext, client: Client, answer: ProviderAnswer): Promise<User> {
  const pool = context.pools.require(client.poolId);
  const { provider, subject } = answer;
  const username = federatedUsername(pool.settings, provider.id, subject);
  checkUsername(username);
  const received = await runInboundFederation(context, { pool, client, answer });
  const admission: Admission = {
    context,
    pool,
    client,
    answer,
    username,
    mapped: mapAttributes(provider.content, received),
  };
  const known = findLinkedUser(admission) ?? findProfile(context, pool, provider.id, subject);
  return known === null ? signUp(admission) : signIn(admission, known);
}

/**
 * What the provider said, as the pool's function rewrites it: the names are the provider's, so the mapping comes after it. An
 * empty answer changes nothing. The function can't change who the user is: the subject stays.
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html)
 */
async function runInboundFederation(
  { triggers }: OperationContext,
  { pool, client, answer }: Pick<Admission, "pool" | "client" | "answer">,
): Promise<Attributes> {
  const { provider, subject, attributes, received } = answer;
  const response = await triggers.run({
    pool,
    trigger: "InboundFederation",
    source: "InboundFederation_ExternalProvider",
    username: subject,
    clientId: client.id,
    request: {
      providerName: provider.id,
      providerType: provider.content.ProviderType,
      attributes: Object.fromEntries(
        Object.entries(received).map(([name, members]) => [name, textsOf(members)]),
      ),
    },
    response: EMPTY_RESPONSES.InboundFederation,
  });
  const rewritten = (response?.userAttributesToMap ?? {}) as Attributes;
  return Object.keys(rewritten).length === 0 ? attributes : rewritten;
}

/** Providers whose users can be linked by a mapped attribute, too; all others by the subject alone (API_AdminLinkProviderForUser). */
const LINKABLE_BY_ATTRIBUTE: ReadonlySet<string> = new Set(["OIDC", "SAML"]);

/**
 * The user whom the identity is linked to. An attribute is named as the pool names it, and must have come from this provider
 * at this sign-in.
 *
 * @throws FederationRefused if its attributes are linked to several users
 */
function findLinkedUser({ context, pool, answer, mapped, username }: Admission): User | null {
  const { provider, subject } = answer;
  const find = (attribute: string, value: string) =>
    context.linkedIdentities.find(pool, { provider: provider.id, attribute, value });
  const bySubject = find(SUBJECT, subject);
  if (bySubject !== null) return context.users.byKey(bySubject.userKey);
  if (pool.settings.UsernameConfiguration?.CaseSensitive === false && find(SUBJECT, subject.toLowerCase())) {
    // A function that linked the id from the user's name has linked another one: it is written in lower case there.
    throw new FederationRefused("Invalid ProviderName/Username combination. Please check again");
  }
  if (!LINKABLE_BY_ATTRIBUTE.has(provider.content.ProviderType)) return null;
  const keys = new Set(Object.entries(mapped).flatMap(([name, value]) => find(name, value)?.userKey ?? []));
  if (keys.size > 1) throw alreadyFound(username);
  const [key] = keys;
  return key === undefined ? null : context.users.byKey(key);
}

const alreadyFound = (username: string): FederationRefused =>
  new FederationRefused(`Already found an entry for username ${username}`);

/** Any sign-in but the first: the profile's, or that of a user whom the identity is linked to. */
async function signIn({ context, pool, client, mapped }: Admission, known: User): Promise<User> {
  checkAccount(known);
  const about = { pool, username: known.username, clientId: client.id };
  await context.triggers.run({
    ...about,
    trigger: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    request: { userAttributes: triggerAttributes(known), validationData: {} },
  });
  const current = stillThere(context, known);
  const attributes = updatedAttributes(pool.settings, client, { current: current.attributes, mapped });
  const user = context.users.update(pool, current, { attributes });
  await context.triggers.run({
    ...about,
    trigger: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    request: { userAttributes: triggerAttributes(user), newDeviceUsed: false },
  });
  return stillThere(context, user);
}

/** The user as they are after a function has run: it may have changed, disabled or deleted them. */
function stillThere({ users }: OperationContext, user: User): User {
  const current = users.byKey(user.key);
  if (current === null) throw new FederationRefused("User does not exist.");
  checkAccount(current);
  return current;
}

/** The first sign-in. */
async function signUp(admission: Admission): Promise<User> {
  const { context, pool, client, answer, username, mapped } = admission;
  const attributes = newAttributes(pool.settings, client, mapped);
  // The name is taken by another user: one who signed up under it, or an id that differs by case alone.
  if (context.users.find(pool, username) !== null) throw alreadyFound(username);
  await context.triggers.run(preSignUp(admission, attributes));
  // A function that links the identity makes the first sign-in fail and all others succeed (amplify-flutter#1716).
  if (findLinkedUser(admission) !== null) throw alreadyFound(username);
  // Of two first sign-ins at once, the other one has made the profile.
  const rival = findProfile(context, pool, answer.provider.id, answer.subject);
  if (rival !== null) return stillThere(context, rival);
  const user = context.atomically(() => {
    const created = context.users.create(pool, {
      username,
      sub: newUserId(),
      status: "EXTERNAL_PROVIDER",
      attributes: { ...attributes, identities: JSON.stringify([identity(admission)]) },
      credentials: null,
    });
    context.groups.addMember(ensureProviderGroup(context, pool, answer.provider), created);
    return created;
  });
  await runPostConfirmation(context, {
    pool,
    user,
    client,
    source: "PostConfirmation_ConfirmSignUp",
    clientMetadata: undefined,
  });
  return stillThere(context, user);
}

/**
 * The function's response changes nothing here: the provider confirms the user, and `autoVerifyEmail` has no effect on
 * a provider's users (amplify-js#5287, amplify-backend#1619). It can only refuse, or link.
 */
const preSignUp = ({ pool, client, username }: Admission, attributes: Attributes): TriggerCall => ({
  pool,
  trigger: "PreSignUp",
  source: "PreSignUp_ExternalProvider",
  username,
  clientId: client.id,
  request: {
    userAttributes: { ...attributes, "cognito:email_alias": "", "cognito:phone_number_alias": "" },
    validationData: {},
  },
  response: EMPTY_RESPONSES.PreSignUp,
});

const identity = ({ context, answer }: Admission): Identity => ({
  userId: answer.subject,
  providerName: answer.provider.id,
  providerType: answer.provider.content.ProviderType,
  issuer: answer.issuer ?? null,
  primary: true,
  dateCreated: context.clock.now(),
});
