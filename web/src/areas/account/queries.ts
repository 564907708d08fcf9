import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { paths } from "../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../api/api.ts";

type AnswerOf<Path extends keyof paths> = paths[Path] extends {
  readonly get: {
    readonly responses: { readonly 200: { readonly content: { readonly "application/json": infer Body } } };
  };
}
  ? Body
  : never;

export type SecondFactors = AnswerOf<"/v1/me/mfa">;
export type Factor = SecondFactors["available"][number];
export type Passkey = AnswerOf<"/v1/me/passkeys">["items"][number];
export type OwnSession = AnswerOf<"/v1/me/sessions">["items"][number];
export type ActivityEvent = AnswerOf<"/v1/me/activity">["items"][number];

export const consentsQuery = queryOptions({
  queryKey: ["me", "consents"],
  queryFn: ({ signal }) => answer(api().GET("/v1/me/consents", { signal })),
});

export const mfaQuery = queryOptions({
  queryKey: ["me", "mfa"],
  queryFn: ({ signal }) => answer(api().GET("/v1/me/mfa", { signal })),
});

export const passkeysQuery = queryOptions({
  queryKey: ["me", "passkeys"],
  queryFn: ({ signal }) => answer(api().GET("/v1/me/passkeys", { signal })),
});

export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  queryFn: ({ signal }) => answer(api().GET("/v1/me/sessions", { signal })),
});

const PAGE_SIZE = 30;

export const activityQuery = infiniteQueryOptions({
  queryKey: ["me", "activity"],
  queryFn: ({ pageParam, signal }) =>
    answer(
      api().GET("/v1/me/activity", {
        params: { query: { limit: PAGE_SIZE, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ cursor }) => cursor,
});
