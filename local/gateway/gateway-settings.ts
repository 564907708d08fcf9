/**
 * Where the plugin leaves what the gateway needs: serverless-offline loads the authentication provider by itself and gives
 * it nothing but the route.
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
  /** Names beside those of loopback that may stand in `Host`, lower case, without a port. */
  readonly hosts: readonly string[];
  /** Those of {@link hosts} by whose name the cloud is called in answers as well. */
  readonly followedHosts: readonly string[];
  readonly cloudPort: number;
  /** The keys an issuer publishes; null for one that is not of this cloud. */
  readonly keysOf: (issuer: string) => JSONWebKeySet | null;
  /** Keeps what happens; left out where it is off. */
  readonly recorder?: Recorder | null;
  /** Told of an origin whose pages may not read an answer. */
  readonly onRefusedOrigin?: (origin: string) => void;
  /** Told when the API listens. */
  readonly onListening: () => void;
}

let current: GatewaySettings | undefined;

export function configureGateway(settings: GatewaySettings): void {
  current = settings;
}

/** @throws Error before the local cloud's plugin has configured the gateway */
export function gatewaySettings(): GatewaySettings {
  if (current === undefined)
    throw new Error("the gateway is not configured: is ./local/plugin.ts the first of the plugins?");
  return current;
}
