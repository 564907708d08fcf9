/**
 * Answers an error of dynalite's store with a 500, as DynamoDB does. dynalite throws it where nothing can catch it, and the
 * request would wait for ever.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

type Callback = (error: unknown, result?: unknown) => void;

type Action = (store: object, data: object, callback: Callback) => void;

/** The form of dynalite's own errors: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const INTERNAL_SERVER_ERROR = {
  statusCode: 500,
  body: {
    __type: "com.amazonaws.dynamodb.v20120810#InternalServerError",
    message: "The request processing has failed because of an unknown error, exception or failure.",
  },
};

const listeners = new Set<(error: unknown) => void>();

let isAround = false;

/**
 * Wraps every operation of dynalite. Call it before dynalite is loaded, because dynalite keeps the operations that it finds then.
 *
 * @param onFault receives the errors of every store in this process
 * @returns a function that undoes it
 */
export function answerStoreErrors(onFault: (error: unknown) => void): () => void {
  listeners.add(onFault);
  if (!isAround) putAround();
  isAround = true;
  return () => void listeners.delete(onFault);
}

function putAround(): void {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve("dynalite")), "actions");
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const action = require(path) as Action;
    const module = require.cache[path];
    if (module !== undefined) module.exports = answering(action);
  }
}

function answering(action: Action): Action {
  return (store, data, callback) =>
    action(store, data, (error, result) => {
      const isStores = error instanceof Error && !("statusCode" in error);
      if (isStores) for (const tell of listeners) tell(error);
      callback(isStores ? INTERNAL_SERVER_ERROR : error, result);
    });
}
