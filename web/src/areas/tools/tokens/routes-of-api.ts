import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../../../api/api.ts";

export interface ApiRoute {
  /** `GET /v1/me` */
  readonly id: string;
  readonly summary: string;
  /** Missing if no token is needed. */
  readonly scope: string | undefined;
  /** Whether it may require a recent sign-in. */
  readonly mayAskToSignInAgain: boolean;
  /** The levels (`acr`) of which it may need one; none if any level will do. */
  readonly levels: readonly string[];
}

interface Operation {
  readonly summary?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly "x-problem-codes"?: readonly string[];
  readonly "x-sign-in"?: { readonly acrValues?: readonly string[] };
}

/** The routes of an OpenAPI document, as it lists them. */
function routesOf(document: unknown): readonly ApiRoute[] {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      id: `${method.toUpperCase()} ${path}`,
      summary: operation.summary ?? "",
      scope: operation.security?.flatMap((way) => Object.values(way).flat())[0],
      mayAskToSignInAgain: operation["x-problem-codes"]?.includes("reauthentication_required") === true,
      levels: operation["x-sign-in"]?.acrValues ?? [],
    })),
  );
}

/** The API's own description of its routes. */
export const routesQuery = queryOptions({
  queryKey: ["openapi", "routes"],
  queryFn: async ({ signal }) => routesOf(await answer(api().GET("/v1/openapi.json", { signal }))),
  staleTime: Number.POSITIVE_INFINITY,
});
