import { httpModule } from "../../libs/http/http-module.ts";
import { moduleProtection } from "../../libs/sessions/module-protection.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

const settings = environment();

/** Switched off, the service answers as if the routes did not exist. */
export const handler = httpModule(settings.ORGANIZATIONS ? routes : [], moduleProtection(settings));
