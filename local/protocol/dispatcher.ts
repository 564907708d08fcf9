import type { IncomingHttpHeaders } from "node:http";
import { createInputValidator, type InputValidator } from "./input-validator.ts";
import { notImplemented, unknownOperation } from "./json-service.ts";
import { ServiceError } from "./service-error.ts";
import { loadServiceModel, type ModelFile, type ServiceModel } from "./service-model.ts";
import { isSigned, signedRegion } from "./signature-header.ts";

/** How a request authenticates its caller; `in-process` callers are the local cloud itself. */
type Credentials = "in-process" | IncomingHttpHeaders;

/** An operation with its name forgotten. */
export interface TableEntry<Access extends string, Context> {
  readonly access: Access | "iam";
  readonly operation: { run(input: unknown, context: Context): unknown };
}

export interface Dispatcher<Context> {
  /** The model, read on the first request. */
  readonly model: () => ServiceModel;
  /**
   * @param addition what a caller in process adds to the operation's context
   * @throws ServiceError what the client is told
   */
  dispatch(
    name: string,
    body: unknown,
    credentials: Credentials,
    addition?: Partial<Context>,
  ): Promise<unknown>;
}

/**
 * What every AWS JSON service does with a request: is there such an operation, may the caller call it, is the input what the model
 * says; then the operation runs.
 *
 * @param find the operation of that name; `undefined` where it is not built
 * @param contextOf the context an operation runs in; refuses callers that need more than a signature. `region` is the one that
 *   the request was signed for, `null` for requests without a signature and from within
 */
export function createDispatcher<Access extends string, Context>({
  modelFile,
  violation,
  find,
  contextOf,
}: {
  readonly modelFile: ModelFile;
  /** The error of an input that breaks the model's constraints. */
  readonly violation: string;
  readonly find: (name: string) => TableEntry<Access, Context> | undefined;
  readonly contextOf: (access: Access | "iam", input: unknown, region: string | null) => Context;
}): Dispatcher<Context> {
  const model = lazily(() => loadServiceModel(modelFile));
  const validate = lazily<InputValidator>(() => createInputValidator(model(), violation));

  return {
    model,
    async dispatch(name, body, credentials, addition) {
      if (!Object.hasOwn(model().operations, name)) throw unknownOperation();
      const entry = find(name);
      if (entry === undefined) throw notImplemented(name);
      if (entry.access === "iam") checkSigned(credentials);
      const input = validate()(name, body);
      const region = credentials === "in-process" ? null : signedRegion(credentials.authorization);
      const context = { ...contextOf(entry.access, input, region), ...addition };
      return (await entry.operation.run(input, context)) ?? {};
    },
  };
}

/** SigV4's `Authorization` header must be there; whose credentials they are does not matter locally. */
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
