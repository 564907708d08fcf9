import { ROUTES_BY_MODULE } from "../../../scripts/api-docs/all-routes.ts";
import { ROUTE_SAMPLES } from "./route-samples/route-samples.ts";

/** Routes that call no service, by `operationId`: they look up no token and count no request. */
export const ASK_NOBODY: readonly string[] = Object.values(ROUTES_BY_MODULE)
  .flat()
  .filter(({ scope, counts }) => scope === undefined && counts === undefined)
  .map(({ operation }) => operation)
  .sort();

/** Routes that need only the table and the bucket; the guard also calls Cognito, but can work without it. */
export const ASK_NO_COGNITO: readonly string[] = [...Map.groupBy(ROUTE_SAMPLES, ({ operation }) => operation)]
  .filter(([, samples]) => samples.every(({ calls }) => calls.length === 0))
  .map(([operation]) => operation)
  .filter((operation) => !ASK_NOBODY.includes(operation))
  .sort();
