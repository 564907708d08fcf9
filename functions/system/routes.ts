import type { Route } from "../../libs/http/route.ts";
import { getDocs } from "./get-docs.ts";
import { getHealth } from "./get-health.ts";
import { getOpenapi } from "./get-openapi.ts";

export const routes: readonly Route[] = [getHealth, getOpenapi, getDocs];
