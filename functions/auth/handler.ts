import { answerFloor } from "../../libs/http/answer-floor.ts";
import { httpModule } from "../../libs/http/http-module.ts";
import { moduleLimits } from "../../libs/limits/client-limits.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

const settings = environment();

export const handler = httpModule(routes, {
  guard: null,
  limits: moduleLimits(settings),
  floor: answerFloor(settings.ANSWER_MILLISECONDS),
});
