/**
 * Puts the local functions in the place of serverless-offline's own, which start an environment for every request at a time, count
 * its start against the function's time, and are open to every page: `serverless-offline/lambda` is the one door through which its
 * HTTP API gets at functions. Its own Invoke API is never opened.
 */
import { type GatewayFunction, gatewayFunction } from "../gateway/gateway-function.ts";
import { invocations, refusePages, refuseSessions, refuseUnsigned } from "../lambda/invoke-api.ts";
import type { LocalFunctions } from "../lambda/local-functions.ts";
import { recordRequests } from "../recorder/record-requests.ts";
import type { Recorder } from "../recorder/recorder.ts";
import { type RunningServer, startServer } from "../server/start-server.ts";
import { refuseForeignHosts } from "../server/visitors.ts";

/** What serverless-offline calls of its class `Lambda`. */
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
  /** Told when functions can be invoked, which is before the HTTP API listens. */
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
