import { httpModule } from "../../libs/http/http-module.ts";
import { moduleProtection } from "../../libs/sessions/module-protection.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

export const handler = httpModule(routes, moduleProtection(environment()));
