import { httpModule } from "../../libs/http/http-module.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

environment();

export const handler = httpModule(routes, { guard: null });
