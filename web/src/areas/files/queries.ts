import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { paths } from "../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../api/api.ts";

export type FileList = paths["/v1/files"]["get"]["responses"]["200"]["content"]["application/json"];
export type StoredFile = FileList["items"][number];
export type Limits = NonNullable<FileList["limits"]>;
export type Quota = NonNullable<FileList["quota"]>;
export type FileWithDownload =
  paths["/v1/files/{id}"]["get"]["responses"]["200"]["content"]["application/json"];

const PAGE_SIZE = 50;

/** Newest first; the first page has quota and limits. The profile picture is not among them. */
export const filesQuery = infiniteQueryOptions({
  queryKey: ["files", "list"],
  queryFn: ({ pageParam, signal }) =>
    answer(
      api().GET("/v1/files", {
        params: {
          query: {
            purpose: "file",
            limit: PAGE_SIZE,
            ...(pageParam === undefined ? {} : { cursor: pageParam }),
          },
        },
        signal,
      }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ cursor }) => cursor,
});

/** Links are valid for at least a quarter of an hour; each preview asks for a new one. */
export const fileQuery = (id: string) =>
  queryOptions({
    queryKey: ["files", "one", id],
    queryFn: ({ signal }) => answer(api().GET("/v1/files/{id}", { params: { path: { id } }, signal })),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
