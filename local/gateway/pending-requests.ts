/**
 * Requests between the gateway and the function they are for. serverless-offline makes the event out of the raw request in
 * between; an id that cannot be guessed leads from the event back to what the gateway knows.
 */
import type { GatewayRequest } from "./hapi.ts";

const pending = new Map<string, GatewayRequest>();

/** @returns the id to send along */
export function announceRequest(request: GatewayRequest): string {
  pending.set(request.requestId, request);
  return request.requestId;
}

/** The request of that id, once; null for anything that is none. */
export function claimRequest(id: unknown): GatewayRequest | null {
  if (typeof id !== "string") return null;
  const request = pending.get(id) ?? null;
  pending.delete(id);
  return request;
}

export function forgetRequest({ requestId }: GatewayRequest): void {
  pending.delete(requestId);
}
