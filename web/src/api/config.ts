import { queryOptions } from "@tanstack/react-query";
import type { paths } from "../../../clients/typescript/api-types.ts";
import { answer, api } from "./api.ts";

/** What is on, as `GET /v1/auth/config` says. */
export type AuthConfig = paths["/v1/auth/config"]["get"]["responses"]["200"]["content"]["application/json"];

/** Public, and the same for all users until the next deployment. */
export const configQuery = queryOptions({
  queryKey: ["config"],
  queryFn: ({ signal }) => answer(api().GET("/v1/auth/config", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export interface Brand {
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string | undefined;
}

/** What the app is called and looks like; until the API has answered, a plain name. */
export function brandOf(config: AuthConfig | undefined): Brand {
  const { app = {} } = (config ?? {}) as { readonly app?: Partial<Brand> };
  return { name: app.name || "Serverless Auth", color: app.color };
}
