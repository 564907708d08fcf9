import { answerFloor } from "../../libs/http/answer-floor.ts";
import { httpModule } from "../../libs/http/http-module.ts";
import { moduleProtection } from "../../libs/sessions/module-protection.ts";
import { environment } from "./environment.ts";
import { routes } from "./routes.ts";

const settings = environment();

export const handler = httpModule(routes, {
  ...moduleProtection(settings),
  floor: answerFloor(settings.ANSWER_MILLISECONDS),
});
