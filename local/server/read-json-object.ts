import type { IncomingMessage } from "node:http";
import { BodyTooLarge, readBody } from "./read-body.ts";

/**
 * Reads a body that is one JSON object.
 *
 * @param limit maximum number of bytes
 * @returns null for any other body, and for one beyond the limit
 */
export async function readJsonObject(
  request: IncomingMessage,
  limit: number,
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const value: unknown = JSON.parse((await readBody(request, limit)).toString());
    const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof BodyTooLarge || error instanceof SyntaxError) return null;
    throw error;
  }
}
