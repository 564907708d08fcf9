import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../../../api/api.ts";
import { OVERVIEW } from "../shared/query-keys.ts";

export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

export const overviewQuery = (days: Period) =>
  queryOptions({
    queryKey: [...OVERVIEW, days],
    queryFn: ({ signal }) =>
      answer(api().GET("/v1/admin/overview", { params: { query: { days: `${days}` } }, signal })),
  });
