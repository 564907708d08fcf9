import { httpModule } from "../../libs/http/http-module.ts";
import { moduleLimits } from "../../libs/limits/client-limits.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

export const handler = httpModule(routes, { guard: null, limits: moduleLimits(environment()) });
