import { withoutUndefined } from "../../../../libs/without-undefined.ts";
import type { ApiAnswer } from "../../clients/api-client.ts";
import { EVERY_ROUTE } from "../every-route.ts";
import { ACCOUNT_SAMPLES } from "./account-samples.ts";
import { ADMIN_SAMPLES } from "./admin-samples.ts";
import { ORGANIZATION_SAMPLES } from "./organization-samples.ts";
import { PUBLIC_SAMPLES } from "./public-samples.ts";
import type { RouteSample } from "./route-sample.ts";
import type { World } from "./world.ts";

/** At least one sample of every route. */
export const ROUTE_SAMPLES: readonly RouteSample[] = [
  ...PUBLIC_SAMPLES,
  ...ACCOUNT_SAMPLES,
  ...ORGANIZATION_SAMPLES,
  ...ADMIN_SAMPLES,
];

/** Prepares the request of a sample, so that everything it needs exists before a fault is set. */
export async function prepareSample(
  world: World,
  { operation, request }: RouteSample,
): Promise<() => Promise<ApiAnswer>> {
  const route = EVERY_ROUTE.find((one) => one.operation === operation);
  if (route === undefined) throw new Error(`there is no route ${operation}`);
  const { token, body = {}, path = route.path, headers = {} } = await request(world);
  const text = route.takesBody ? JSON.stringify(body) : undefined;
  return () => world.api.send(route.method, path, text, { headers, ...withoutUndefined({ token }) });
}
