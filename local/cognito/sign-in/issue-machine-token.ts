/** Tokens for machines, without a user: the token endpoint's client credentials, and GetClientToken. */
import { randomUUID } from "node:crypto";
import { recordTokens } from "../../recorder/record-tokens.ts";
import { signToken } from "../domain/json-web-token.ts";
import { describeGroups } from "../domain/token-claims.ts";
import { tokenLifetimes } from "../domain/token-lifetimes.ts";
import { overrideAccessToken, overrideScopes } from "../domain/token-overrides.ts";
import { issuerOf } from "../oidc/issuer.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { SignedTokens } from "./issue-tokens.ts";
import { runPreTokenGeneration } from "./run-pre-token-generation.ts";

/** The user name in the trigger's event: a machine has no user. */
const MACHINE_USERNAME = "ClientCredentials";

const SOURCE = "TokenGeneration_ClientCredentials";

/**
 * Issues an access token for a client that has authenticated itself.
 *
 * @throws ServiceError what the PreTokenGeneration trigger makes of it
 */
export async function issueMachineToken(
  context: OperationContext,
  {
    client,
    scopes,
    clientMetadata,
  }: {
    readonly client: Client;
    readonly scopes: readonly string[];
    readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  },
): Promise<SignedTokens> {
  const pool = context.pools.require(client.poolId);
  const overrides = await runPreTokenGeneration(context, {
    pool,
    client,
    source: SOURCE,
    username: MACHINE_USERNAME,
    userAttributes: {},
    groups: describeGroups([]),
    scopes,
    clientMetadata,
  });
  const now = Math.floor(context.clock.now() / 1000);
  const { accessToken: lifetime } = tokenLifetimes(client.settings);
  const claims = {
    sub: client.id,
    token_use: "access",
    scope: overrideScopes(scopes, overrides).join(" "),
    auth_time: now,
    iss: issuerOf(context, pool),
    exp: now + lifetime,
    iat: now,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  };
  const key = context.signingKeys.of(pool.id).accessToken;
  const AccessToken = await signToken(key, overrideAccessToken(claims, overrides));
  const issued: SignedTokens = { AccessToken, ExpiresIn: lifetime, TokenType: "Bearer" };
  return recordTokens({ source: SOURCE, clientId: client.id }, issued);
}
