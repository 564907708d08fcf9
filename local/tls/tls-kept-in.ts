import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { PrepareTls } from "../server/split-connections.ts";
import type { ServerCertificates } from "./server-certificates.ts";

const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Where a state folder has its keys and certificates. */
export const tlsDirectory = (stateDirectory: string): string => join(stateDirectory, "tls");

interface TlsOptions {
  /** The time of the clients, by which certificates are valid. */
  readonly clock: Clock;
  readonly handshakeTimeoutMs?: number;
}

/**
 * TLS for servers that share their certificates. Nothing is loaded or made before the first connection that asks for it: most
 * starts see none.
 *
 * @param directory where keys and certificates are kept, or null for such as are forgotten
 */
export function tlsKeptIn(
  directory: string | null,
  { clock, handshakeTimeoutMs = HANDSHAKE_TIMEOUT_MS }: TlsOptions,
): PrepareTls {
  let certificates: ServerCertificates | undefined;
  return async (serve) => {
    const { acceptTls } = await import("./accept-tls.ts");
    const { openServerCertificates } = await import("./server-certificates.ts");
    certificates ??= openServerCertificates(directory, clock);
    return acceptTls({ certificates, serve, handshakeTimeoutMs });
  };
}
