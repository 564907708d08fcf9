/** The content of a fuzzed cloud, and what the fuzz knows about it. */
import type { CognitoService } from "../../../../local/cognito/cognito-service.ts";
import type { IdentityService } from "../../../../local/identity-pools/identity-service.ts";

/** Values that exist in the cloud, by the name of the member (or map key); the most likely first. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** Requests that are meaningful in that cloud, by operation: the fuzz varies them. */
export type Examples = Readonly<Record<string, readonly object[]>>;

/** Known values and examples of one part of the population. */
export interface Knowledge {
  readonly known: KnownValues;
  readonly examples: Examples;
}

/** Merges several parts; the first values stay the most likely. */
export function combine(parts: readonly Knowledge[]): Knowledge {
  return {
    known: concatenate(parts.map(({ known }) => known)),
    examples: concatenate(parts.map(({ examples }) => examples)),
  };
}

function concatenate<Item>(
  records: readonly Readonly<Record<string, readonly Item[]>>[],
): Readonly<Record<string, readonly Item[]>> {
  const merged: Record<string, readonly Item[]> = {};
  for (const [name, items] of records.flatMap((record) => Object.entries(record))) {
    merged[name] = [...(merged[name] ?? []), ...items];
  }
  return merged;
}

type Call = (name: never, input: never) => Promise<unknown>;

/** The service's own `call`, which records each request as an example. */
export function recordingCalls<Service extends Pick<CognitoService, "call"> | Pick<IdentityService, "call">>(
  service: Service,
): { readonly call: Service["call"]; readonly examples: Examples } {
  const examples: Record<string, object[]> = {};
  const call: Call = (name: string, input: object) => {
    examples[name] = [...(examples[name] ?? []), input];
    return (service.call as (name: string, input: object) => Promise<unknown>)(name, input);
  };
  return { call: call as Service["call"], examples };
}
