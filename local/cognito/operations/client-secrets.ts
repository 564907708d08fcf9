/** The secrets of an app client: two at most, so that one can replace the other. */
import { randomInt } from "node:crypto";
import { paginate } from "../../protocol/paginate.ts";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import { type Client, type ClientSecret, clientTypeOf } from "../state/client-repository.ts";

const clientIsPublic = (): ServiceError =>
  invalidParameter("The app client has no secret: it is a public client.");

const clientRegisteredItself = (): ServiceError =>
  invalidParameter("An app client that registered itself does not support client secret operations.");

const clientSecretsFull = (): ServiceError =>
  new ServiceError("LimitExceededException", "An app client can have two secrets at most.");

const clientSecretNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "Client secret does not exist.");

const lastClientSecret = (): ServiceError =>
  invalidParameter("The last secret of an app client can't be deleted.");

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** 52 lower-case letters and digits, as AWS's: 268 bits. */
export function randomSecret(): string {
  return Array.from({ length: 52 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/**
 * A secret as AWS names it (API_ClientSecretDescriptorType): "This identifier follows the format
 * `<client-id>--<epoch-create-time>`", here in milliseconds.
 */
function describeSecret({ id }: Client, { createdAt }: ClientSecret) {
  return { ClientSecretId: `${id}--${createdAt}`, ClientSecretCreateDate: new Date(createdAt) };
}

/** The client whose secrets change; none that registered itself (API_UserPoolClientType, `ClientType`). */
function requireClient(
  { clients, pools }: Pick<OperationContext, "clients" | "pools">,
  { ClientId, UserPoolId }: { readonly ClientId: string; readonly UserPoolId: string },
): Client {
  const client = clients.require(ClientId, pools.require(UserPoolId));
  if (clientTypeOf(client) === "DCR") throw clientRegisteredItself();
  return client;
}

/** Two: the one in use, and the one that takes its place. */
const MAX_SECRETS = 2;

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html: a value is answered
 * once, and only if Cognito generated it.
 */
export const addUserPoolClientSecret = operation("AddUserPoolClientSecret", (input, context) => {
  const client = requireClient(context, input);
  const newest = client.secrets.at(-1);
  if (newest === undefined) throw clientIsPublic();
  if (client.secrets.length >= MAX_SECRETS) throw clientSecretsFull();
  const secret = {
    value: input.ClientSecret ?? randomSecret(),
    createdAt: Math.max(context.clock.now(), newest.createdAt + 1),
    isAdded: true,
  };
  context.clients.update(client, { secrets: [...client.secrets, secret] });
  return {
    ClientSecretDescriptor: {
      ...describeSecret(client, secret),
      ...(input.ClientSecret === undefined && { ClientSecretValue: secret.value }),
    },
  };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html */
export const deleteUserPoolClientSecret = operation("DeleteUserPoolClientSecret", (input, context) => {
  const client = requireClient(context, input);
  const secrets = client.secrets.filter(
    (secret) => describeSecret(client, secret).ClientSecretId !== input.ClientSecretId,
  );
  if (secrets.length === client.secrets.length) throw clientSecretNotFound();
  if (secrets.length === 0) throw lastClientSecret();
  context.clients.update(client, { secrets });
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html: never their values. */
export const listUserPoolClientSecrets = operation("ListUserPoolClientSecrets", (input, context) => {
  const client = requireClient(context, input);
  // There are at most two, so there is no second page.
  const { items } = paginate(context, {
    scope: ["ListUserPoolClientSecrets", client.id],
    limit: undefined,
    token: input.NextToken,
    load: () => client.secrets,
    positionOf: ({ createdAt }) => createdAt,
  });
  return { ClientSecrets: items.map((secret) => describeSecret(client, secret)) };
});
