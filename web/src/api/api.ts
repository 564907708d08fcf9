import type { ApiClient } from "../../../clients/typescript/index.ts";
import { auth } from "../session/session.ts";
import { failureOf } from "./problem.ts";

/** The typed client, as the signed-in user: `answer(api().GET("/v1/me"))`. */
export const api = (): ApiClient => auth().api;

/** What a call of the typed client returns. */
type Answered =
  | { readonly data: unknown; readonly response: Response }
  | { readonly error: unknown; readonly response: Response };

type DataOf<Any> = Any extends { readonly error?: undefined; readonly data: infer Data } ? Data : never;

/**
 * The data of an answer.
 *
 * @throws ApiFailure for any other status, and if there was no answer
 */
export async function answer<Any extends Answered>(call: Promise<Any>): Promise<DataOf<Any>> {
  const answered = await call;
  if (!answered.response.ok) {
    throw failureOf(answered.response, "error" in answered ? answered.error : undefined);
  }
  return ("data" in answered ? answered.data : undefined) as DataOf<Any>;
}
