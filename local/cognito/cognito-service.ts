import type { JsonWebKey } from "node:crypto";
import { type AnyOperation, createDispatcher } from "../protocol/dispatcher.ts";
import { type JsonRequest, type JsonResponse, serveJson } from "../protocol/json-service.ts";
import type { Access } from "../protocol/service-model.ts";
import { checkAccessToken } from "./check-access-token.ts";
import { type CognitoDependencies, createOperationContext } from "./create-operation-context.ts";
import { receiveImport } from "./imports/upload.ts";
import { jwks, openIdConfiguration } from "./oidc/discovery-documents.ts";
import { issuerOf } from "./oidc/issuer.ts";
import type { CognitoContext, FixedIdentity, OperationContext, RequestClient } from "./operation-context.ts";
import { isRegistrationOn } from "./operations/registration-settings.ts";
import { operations } from "./operations.ts";
import { poolsIn, type RegionalRequest } from "./state/regional-pools.ts";
import { type IdTokenVerdict, verifyIdToken } from "./verify-id-token.ts";
import type { CognitoInput, CognitoOperationName, CognitoOutput } from "./wire-types.ts";

/**
 * The service as the endpoint of one region: its pools and replicas are all that is there. What is not signed goes to no region in particular,
 * and finds the pool that it names.
 */
const inRegion = (context: CognitoContext, request: RegionalRequest): CognitoContext => ({
  ...context,
  region: request.region,
  pools: poolsIn(context, request),
});

const clientOf = ({ headers, address = "" }: JsonRequest): RequestClient => ({
  address,
  userAgent: headers["user-agent"],
});

export interface CognitoService {
  /** What the service works with, for the endpoints of its pools' domains. */
  readonly context: CognitoContext;
  /** Serves one AWS JSON 1.1 request: already-read body, headers as node gives them. Never rejects. */
  handle(request: JsonRequest): Promise<JsonResponse>;
  /**
   * Calls an operation in process as an IAM principal, with the same validation as over the wire.
   * @param fixed what the new resource is known by, instead of a random id
   * @throws ServiceError what the client would have been told
   */
  call<Name extends CognitoOperationName>(
    name: Name,
    input: CognitoInput<Name>,
    fixed?: FixedIdentity,
  ): Promise<CognitoOutput<Name>>;
  /** Verifies an ID token for an identity pool. */
  verifyIdToken(poolId: string, token: string): IdTokenVerdict;
  /** Takes the file of a user import if its URL was signed here. @returns whether it was */
  receiveImport(jobId: string, query: URLSearchParams, csv: Buffer): boolean;
  /** `{issuer}/.well-known/openid-configuration`: the document, or `null` for an unknown pool. */
  openIdConfiguration(poolId: string): { readonly issuer: string } | null;
  /** `{issuer}/.well-known/jwks.json`, or `null` for an unknown pool. */
  jwks(poolId: string): { keys: JsonWebKey[] } | null;
}

/** Amazon Cognito user pools over one database. */
export function createCognitoService(dependencies: CognitoDependencies): CognitoService {
  const context = createOperationContext(dependencies);
  const { dispatch, model } = createDispatcher<OperationContext>({
    modelFile: "cognito-idp.json",
    violation: "InvalidParameterException",
    find: (name) => operations.get(name) as AnyOperation<OperationContext> | undefined,
    contextOf: (access, input, region, operation) => {
      const regional = region === null ? context : inRegion(context, { region, operation, input });
      return { ...regional, caller: callerOf(access, input, regional) };
    },
  });

  function callerOf(access: Access, input: unknown, regional: CognitoContext): OperationContext["caller"] {
    if (access === "token") {
      return checkAccessToken((input as { readonly AccessToken?: string }).AccessToken, regional);
    }
    return { kind: access === "iam" ? "iam" : "anyone" };
  }

  return {
    context,
    handle: (request) =>
      serveJson(
        request,
        model().targetPrefix,
        (name, body, headers) => dispatch(name, body, headers, { requestClient: clientOf(request) }),
        dependencies.onFault ?? (() => {}),
      ),
    call: async <Name extends CognitoOperationName>(
      name: Name,
      input: CognitoInput<Name>,
      fixed?: FixedIdentity,
    ) => (await dispatch(name, input, "in-process", fixed && { fixed })) as CognitoOutput<Name>,
    verifyIdToken: (poolId, token) => verifyIdToken(context, poolId, token),
    receiveImport: (jobId, query, csv) => receiveImport(context, jobId, query, csv),
    openIdConfiguration: (poolId) => {
      const pool = context.pools.find(poolId);
      if (pool === null) return null;
      const hasDomain = context.documents.all(pool, "domain").length > 0;
      const issuer = issuerOf(context, pool);
      const hasRegistration = isRegistrationOn(pool.settings);
      return openIdConfiguration({
        endpoint: dependencies.endpoint(),
        issuer,
        poolId: pool.id,
        hasDomain,
        hasRegistration,
      });
    },
    jwks: (poolId) => (context.pools.find(poolId) ? jwks(context.signingKeys.of(poolId)) : null),
  };
}
