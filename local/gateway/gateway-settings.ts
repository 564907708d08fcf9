/**
 * The plugin stores the gateway's settings here, because serverless-offline loads the authentication provider itself and passes
 * it only the route.
 */
import type { JSONWebKeySet } from "jose";
import type { Clock } from "../clock.ts";
import type { Recorder } from "../recorder/recorder.ts";
import type { CorsSettings } from "./cors.ts";
import type { AuthorizerSettings } from "./jwt-authorizer.ts";

export interface GatewaySettings {
  readonly clock: Clock;
  /** By the name that routes know them by. */
  readonly authorizers: Readonly<Record<string, AuthorizerSettings>>;
  readonly cors: CorsSettings | null;
  /** Names besides those of loopback that `Host` may have, lower case, without a port. */
  readonly hosts: readonly string[];
  /** Those of {@link hosts} that answers also use as the cloud's name. */
  readonly followedHosts: readonly string[];
  readonly cloudPort: number;
  /** The keys that an issuer publishes; null for an issuer outside of this cloud. */
  readonly keysOf: (issuer: string) => JSONWebKeySet | null;
  /** Records requests; null if recording is off. */
  readonly recorder: Recorder | null;
  /** Receives each origin whose pages may not read an answer. */
  readonly onRefusedOrigin: (origin: string) => void;
  /** Called when the API listens. */
  readonly onListening: () => void;
}

let current: GatewaySettings | undefined;

export function configureGateway(settings: GatewaySettings): void {
  current = settings;
}

/** @throws Error before the local cloud's plugin has configured the gateway */
export function gatewaySettings(): GatewaySettings {
  if (current === undefined) {
    throw new Error("the gateway is not configured: is ./local/plugin.ts the first of the plugins?");
  }
  return current;
}
