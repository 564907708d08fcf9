/**
 * Requests between the gateway and their function. In between, serverless-offline turns the raw request into the event; an id
 * that cannot be guessed leads from the event back to the gateway's data.
 */
import type { GatewayRequest } from "./hapi.ts";

const pending = new Map<string, GatewayRequest>();

/** @returns the id to send along */
export function announceRequest(request: GatewayRequest): string {
  pending.set(request.requestId, request);
  return request.requestId;
}

/** The request with this id, once; null for an unknown id. */
export function claimRequest(id: unknown): GatewayRequest | null {
  if (typeof id !== "string") return null;
  const request = pending.get(id) ?? null;
  pending.delete(id);
  return request;
}

export function forgetRequest({ requestId }: GatewayRequest): void {
  pending.delete(requestId);
}
