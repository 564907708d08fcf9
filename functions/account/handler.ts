import { moduleTerms } from "../../libs/consent/terms-guard.ts";
import { answerFloor } from "../../libs/http/answer-floor.ts";
import { httpModule } from "../../libs/http/http-module.ts";
import { moduleGuard } from "../../libs/sessions/module-guard.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

const settings = environment();

export const handler = httpModule(routes, {
  guard: moduleGuard(settings),
  terms: moduleTerms(settings),
  floor: answerFloor(settings.ANSWER_MILLISECONDS),
});
