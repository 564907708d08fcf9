import type { Route } from "../../libs/http/route.ts";
import { getHealth } from "./get-health.ts";

export const routes: readonly Route[] = [getHealth];
