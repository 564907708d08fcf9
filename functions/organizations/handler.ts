import { moduleTerms } from "../../libs/consent/terms-guard.ts";
import { httpModule } from "../../libs/http/http-module.ts";
import { moduleGuard } from "../../libs/sessions/module-guard.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

const settings = environment();

/** Switched off, the service answers as if the routes did not exist. */
export const handler = httpModule(settings.ORGANIZATIONS === "on" ? routes : [], {
  guard: moduleGuard(settings),
  terms: moduleTerms(settings),
});
