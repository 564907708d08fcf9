/**
 * Replaces serverless-offline's functions by the local ones. Its own start an environment for every concurrent request, count
 * that start against the function's time, and accept requests of every page. Its HTTP API uses functions only through
 * `serverless-offline/lambda`. Its own Invoke API is never opened.
 */
import { type GatewayFunction, gatewayFunction } from "../gateway/gateway-function.ts";
import { invocations, refusePages, refuseSessions, refuseUnsigned } from "../lambda/invoke-api.ts";
import type { LocalFunctions } from "../lambda/local-functions.ts";
import { recordRequests } from "../recorder/record-requests.ts";
import type { Recorder } from "../recorder/recorder.ts";
import { type RunningServer, startServer } from "../server/start-server.ts";
import { refuseForeignHosts } from "../server/visitors.ts";

/** The members of the class `Lambda` that serverless-offline calls. */
export interface OfflineLambda {
  get(functionKey: string): GatewayFunction;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** At the end, and after every build (`offline:functionsUpdated:cleanup`). */
  cleanup(): Promise<void>;
}

interface Replacement {
  readonly functions: LocalFunctions;
  readonly nameOf: (functionKey: string) => string;
  readonly port: number;
  readonly recorder?: Recorder | null;
  /** Called when functions can be invoked, which is before the HTTP API listens. */
  readonly onListening?: () => void;
  readonly onFault: (error: unknown) => void;
}

export function replaceLambda(
  { prototype }: { readonly prototype: OfflineLambda },
  { functions, nameOf, port, recorder = null, onListening, onFault }: Replacement,
): void {
  let server: RunningServer | undefined;
  prototype.get = (functionKey) => gatewayFunction(functions, nameOf(functionKey));
  prototype.start = async () => {
    const handlers = [
      refuseForeignHosts([]), // never anything but loopback
      refusePages,
      refuseUnsigned,
      refuseSessions,
      invocations(functions),
    ];
    server = await startServer({ port, handlers, onFault, around: recordRequests(recorder, "lambda") });
    onListening?.();
  };
  prototype.stop = async () => {
    await Promise.all([server?.close(), functions.close()]);
  };
  prototype.cleanup = async () => functions.renew();
}
