import type { JsonWebKey } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { Outbox } from "../inbox/message.ts";
import type { EncryptCode } from "../kms/encrypt-code.ts";
import type { LambdaInvoker } from "../lambda/lambda-invoker.ts";
import { createInputValidator, type InputValidator } from "../protocol/input-validator.ts";
import {
  type JsonRequest,
  type JsonResponse,
  notImplemented,
  serveJson,
  unknownOperation,
} from "../protocol/json-service.ts";
import { loadServiceModel, type ServiceModel } from "../protocol/service-model.ts";
import { checkAccessToken } from "./check-access-token.ts";
import { createOperationContext } from "./create-operation-context.ts";
import { missingCredentials } from "./errors/access-errors.ts";
import { receiveImport } from "./imports/receive-import.ts";
import { jwks, openIdConfiguration } from "./oidc/discovery-documents.ts";
import type { OperationContext } from "./operation-context.ts";
import { type Access, operationTable } from "./operation-table.ts";
import type { CognitoInput, CognitoOperationName, CognitoOutput } from "./wire-types.ts";

/** What the service is made of. */
export interface CognitoDependencies {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** For pools with senders of their own. */
  readonly encryptCode: EncryptCode;
  readonly lambdas: LambdaInvoker;
  readonly region: string;
  readonly accountId: string;
  /** Base URL of the local cloud without a trailing slash: issuers begin with it. */
  readonly endpoint: () => string;
  /** Where faults of the service itself go; a client is told nothing of them. */
  readonly onFault?: (error: unknown) => void;
}

export interface CognitoService {
  /** Serves one AWS JSON 1.1 request: already-read body, headers as node gives them. Never rejects. */
  handle(request: JsonRequest): Promise<JsonResponse>;
  /**
   * Calls an operation in process as an IAM principal, with the same validation as over the wire.
   * @throws ServiceError what the client would have been told
   */
  call<Name extends CognitoOperationName>(
    name: Name,
    input: CognitoInput<Name>,
  ): Promise<CognitoOutput<Name>>;
  /** Takes the file of a user import where its URL was signed here; `false` where not. */
  receiveImport(jobId: string, query: URLSearchParams, csv: Buffer): boolean;
  /** `/{poolId}/.well-known/openid-configuration`: the document, or `null` for an unknown pool. */
  openIdConfiguration(poolId: string): object | null;
  /** `/{poolId}/.well-known/jwks.json`, or `null` for an unknown pool. */
  jwks(poolId: string): { keys: JsonWebKey[] } | null;
}

/** An operation with its name forgotten: what the dispatcher handles. */
interface AnyOperation {
  readonly access: Access;
  readonly operation: { run(input: unknown, context: OperationContext): unknown };
}

/** How a request proves who calls; `in-process` callers are the local cloud itself. */
type Credentials = "in-process" | IncomingHttpHeaders;

/** Amazon Cognito user pools over one database. */
export function createCognitoService(dependencies: CognitoDependencies): CognitoService {
  const context = createOperationContext(dependencies);
  const model = lazily(() => loadServiceModel("cognito-idp.json"));
  const validate = lazily<InputValidator>(() => createInputValidator(model(), "InvalidParameterException"));

  async function dispatch(name: string, body: unknown, credentials: Credentials): Promise<unknown> {
    const { access, operation } = findOperation(name, model());
    if (access === "iam") {
      checkSigned(credentials);
    }
    const input = validate()(name, body);
    return (await operation.run(input, { ...context, caller: callerOf(access, input) })) ?? {};
  }

  function callerOf(access: Access, input: unknown): OperationContext["caller"] {
    if (access === "token") {
      return checkAccessToken((input as { readonly AccessToken?: string }).AccessToken, context);
    }
    return { kind: access === "iam" ? "iam" : "anyone" };
  }

  return {
    handle: (request) =>
      serveJson(request, model().targetPrefix, dispatch, dependencies.onFault ?? (() => {})),
    call: async <Name extends CognitoOperationName>(name: Name, input: CognitoInput<Name>) =>
      (await dispatch(name, input, "in-process")) as CognitoOutput<Name>,
    receiveImport: (jobId, query, csv) => receiveImport(context, jobId, query, csv),
    openIdConfiguration: (poolId) =>
      context.pools.find(poolId) ? openIdConfiguration(dependencies.endpoint(), poolId) : null,
    jwks: (poolId) => (context.pools.find(poolId) ? jwks(context.signingKeys.of(poolId)) : null),
  };
}

function findOperation(name: string, model: ServiceModel): AnyOperation {
  if (!Object.hasOwn(model.operations, name)) {
    throw unknownOperation();
  }
  const entry: unknown = operationTable[name as CognitoOperationName];
  if (!entry) {
    throw notImplemented(name);
  }
  return entry as AnyOperation;
}

/** SigV4's `Authorization` header must be there; whose credentials they are does not matter locally. */
function checkSigned(credentials: Credentials): void {
  const isSigned =
    credentials === "in-process" ||
    /^AWS4-[A-Z0-9-]+ Credential=[^,]+, ?SignedHeaders=[^,]+, ?Signature=\w+$/.test(
      credentials.authorization ?? "",
    );
  if (!isSigned) {
    throw missingCredentials();
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
