/**
 * The limits of single routes, which resources/http-api.yml reads: every public route that takes a secret or sends a message has one, and a
 * new public route gets it by itself. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
import naming from "serverless/lib/plugins/aws/lib/naming.js";
import { functionsOfService } from "./functions-of-service.js";

/** Public, but nothing can be guessed: there are too many refresh tokens to try. */
const UNLIMITED = ["POST /v1/auth/refresh", "POST /v1/auth/sign-out"];

/** @returns {Promise<string[]>} `POST /v1/auth/sign-in` and the like, in the order of the functions */
async function limitedRoutes(context) {
  const maps = await functionsOfService(context);
  return maps
    .flatMap((map) => Object.values(map ?? {}))
    .flatMap(({ events = [] }) => events.map(({ httpApi }) => httpApi ?? {}))
    .filter(({ method, authorizer }) => method === "POST" && authorizer === undefined)
    .map(({ method, path }) => `${method} ${path}`)
    .filter((key) => !UNLIMITED.includes(key));
}

/** `RouteSettings` of the stage. */
async function settings(context) {
  const setting = {
    DetailedMetricsEnabled: true,
    ThrottlingRateLimit: await context.resolveVariable("param:authRateLimit"),
    ThrottlingBurstLimit: await context.resolveVariable("param:authBurstLimit"),
  };
  return Object.fromEntries((await limitedRoutes(context)).map((key) => [key, setting]));
}

/** Logical ids of the routes: each must exist before the stage names it. */
const routes = async (context) =>
  (await limitedRoutes(context)).map((key) => naming.getHttpApiRouteLogicalId(key));

const throttling = { settings, routes };

// The framework loads it with `require` and takes what that gives for the object itself.
export { throttling as "module.exports" };
