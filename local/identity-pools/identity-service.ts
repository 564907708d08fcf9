/** Amazon Cognito identity pools over the local cloud's database. */
import type { JsonWebKey } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { Session } from "../iam/session.ts";
import { type AnyOperation, createDispatcher } from "../protocol/dispatcher.ts";
import { type JsonRequest, type JsonResponse, serveJson } from "../protocol/json-service.ts";
import { declareTables } from "../state/declare-tables.ts";
import { createSecretRepository } from "../state/secret-repository.ts";
import { transaction } from "../state/transaction.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { assume } from "./assume.ts";
import type { IdentityContext } from "./identity-context.ts";
import { issuerOf, type OpenIdVerdict, readOpenIdToken } from "./open-id-token.ts";
import type { IdentityInput, IdentityOperationName, IdentityOutput } from "./operation.ts";
import { identityOperations } from "./operations.ts";
import {
  type CredentialRepository,
  createCredentialRepository,
  credentialTables,
  type IssuedCredentials,
} from "./state/credential-repository.ts";
import { createIdentityKey, identityKeyTables } from "./state/identity-key.ts";
import {
  createIdentityPoolRepository,
  identityPoolsIn,
  identityPoolTables,
} from "./state/identity-pool-repository.ts";
import { createIdentityRepository, identitiesIn, identityTables } from "./state/identity-repository.ts";

export interface IdentityDependencies
  extends Pick<
    IdentityContext,
    "accountId" | "endpoint" | "onRefused" | "region" | "roles" | "verifyIdToken"
  > {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

export interface IdentityService {
  /** Serves one AWS JSON 1.1 request. Never rejects. */
  handle(request: JsonRequest): Promise<JsonResponse>;
  /**
   * Calls an operation in process as an IAM principal.
   * @param fixedId the id of the new pool, instead of a random one
   * @throws ServiceError the error that a client would get
   */
  call<Name extends IdentityOperationName>(
    name: Name,
    input: IdentityInput<Name>,
    fixedId?: string,
  ): Promise<IdentityOutput<Name>>;
  /** Credentials that were issued, here or by STS. */
  readonly credentials: CredentialRepository;
  /** Credentials for a session, if its role exists and trusts the identity. @returns `null` otherwise */
  assume(session: Session, lifetimeSeconds: number): IssuedCredentials | null;
  /** The maximum duration of a role's session; `null` if the role does not exist. */
  maxSessionSeconds(roleArn: string): number | null;
  /** What STS asks about a token of GetOpenIdToken. */
  readOpenIdToken(token: string): Promise<OpenIdVerdict>;
  /** `/_identity/.well-known/…` */
  openIdConfiguration(): object;
  jwks(): Promise<{ readonly keys: readonly JsonWebKey[] }>;
}

/** The service as the endpoint of one region, without the resources of others. */
const inRegion = (context: IdentityContext, region: string): IdentityContext => ({
  ...context,
  region,
  pools: identityPoolsIn(context.pools, region),
  identities: identitiesIn(context.identities, region),
});

export const IDENTITY_TARGET = "AWSCognitoIdentityService";

export function createIdentityService(dependencies: IdentityDependencies): IdentityService {
  const { database, clock, region, accountId, endpoint, verifyIdToken, roles, onRefused, onFault } =
    dependencies;
  declareTables(
    database,
    [identityPoolTables, identityTables, credentialTables, identityKeyTables].join("\n"),
  );
  const secrets = createSecretRepository(database);
  const context: IdentityContext = {
    clock,
    region,
    accountId,
    endpoint,
    verifyIdToken,
    roles,
    onRefused,
    pools: createIdentityPoolRepository(database),
    identities: createIdentityRepository(database, clock),
    credentials: createCredentialRepository(database, clock),
    key: createIdentityKey(database),
    pageSecret: () => secrets.of("page-tokens"),
    atomically: (work) => transaction(database, work),
  };
  const { dispatch } = createDispatcher<IdentityContext>({
    modelFile: "cognito-identity.json",
    // Measured: getmoto/moto#1979, aws-amplify/amplify-swift#2864.
    violation: "ValidationException",
    find: (name) => identityOperations.get(name) as AnyOperation<IdentityContext> | undefined,
    contextOf: (_access, _input, region) => (region === null ? context : inRegion(context, region)),
  });

  return {
    handle: (request) => serveJson(request, IDENTITY_TARGET, dispatch, onFault),
    call: async <Name extends IdentityOperationName>(
      name: Name,
      input: IdentityInput<Name>,
      fixedId?: string,
    ) => (await dispatch(name, input, "in-process", withoutUndefined({ fixedId }))) as IdentityOutput<Name>,
    credentials: context.credentials,
    assume: (session, lifetimeSeconds) => assume(context, session, lifetimeSeconds),
    maxSessionSeconds: (roleArn) => roles.find(roleArn)?.maxSessionSeconds ?? null,
    readOpenIdToken: (token) => readOpenIdToken(context, token),
    openIdConfiguration: () => ({
      issuer: issuerOf(context),
      jwks_uri: `${issuerOf(context)}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ["RS256"],
      subject_types_supported: ["public"],
      response_types_supported: ["token"],
    }),
    jwks: async () => ({ keys: [(await context.key()).jwk] }),
  };
}
