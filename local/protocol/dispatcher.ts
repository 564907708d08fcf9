import type { IncomingHttpHeaders } from "node:http";
import { createInputValidator, type InputValidator } from "./input-validator.ts";
import { notImplemented, unknownOperation } from "./json-service.ts";
import { ServiceError } from "./service-error.ts";
import {
  type Access,
  accessOf,
  loadServiceModel,
  type ModelFile,
  type ServiceModel,
} from "./service-model.ts";
import { isSigned, signedRegion } from "./signature-header.ts";

/** How a request authenticates its caller; `in-process` callers are the local cloud itself. */
type Credentials = "in-process" | IncomingHttpHeaders;

/** An operation without its types: the input was validated against the model of that name. */
export interface AnyOperation<Context> {
  run(input: unknown, context: Context): unknown;
}

export interface Dispatcher<Context> {
  /** The model, read on the first request. */
  readonly model: () => ServiceModel;
  /**
   * @param addition additions of an in-process caller to the operation's context
   * @throws ServiceError the client's error
   */
  dispatch(
    name: string,
    body: unknown,
    credentials: Credentials,
    addition?: Partial<Context>,
  ): Promise<unknown>;
}

/**
 * Handles a request of an AWS JSON service: checks that the operation exists, that the caller may call it and that the input
 * matches the model; then runs the operation. The model also says who may call.
 *
 * @param find the operation of that name; `undefined` if it is not built
 * @param contextOf the context of an operation; refuses callers with an invalid access token. `region` is the one that the
 * request was signed for, `null` for unsigned and in-process requests
 */
export function createDispatcher<Context>({
  modelFile,
  violation,
  find,
  contextOf,
}: {
  readonly modelFile: ModelFile;
  /** The error of an input that breaks the model's constraints. */
  readonly violation: string;
  readonly find: (name: string) => AnyOperation<Context> | undefined;
  readonly contextOf: (access: Access, input: unknown, region: string | null, name: string) => Context;
}): Dispatcher<Context> {
  const model = lazily(() => loadServiceModel(modelFile));
  const validate = lazily<InputValidator>(() => createInputValidator(model(), violation));

  return {
    model,
    async dispatch(name, body, credentials, addition) {
      if (!Object.hasOwn(model().operations, name)) throw unknownOperation();
      const operation = find(name);
      if (operation === undefined) throw notImplemented(name);
      const access = accessOf(model(), name);
      if (access === "iam") checkSigned(credentials);
      const input = validate()(name, body);
      const region = credentials === "in-process" ? null : signedRegion(credentials.authorization);
      const context = { ...contextOf(access, input, region, name), ...addition };
      return (await operation.run(input, context)) ?? {};
    },
  };
}

/** SigV4's `Authorization` header is required; locally, any credentials are accepted. */
function checkSigned(credentials: Credentials): void {
  if (credentials !== "in-process" && !isSigned(credentials.authorization)) {
    throw new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
