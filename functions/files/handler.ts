import { moduleTerms } from "../../libs/consent/terms-guard.ts";
import { httpModule } from "../../libs/http/http-module.ts";
import { moduleGuard } from "../../libs/sessions/module-guard.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

export const handler = httpModule(routes, {
  guard: moduleGuard(environment()),
  terms: moduleTerms(environment()),
});
