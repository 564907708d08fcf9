import type { Route } from "../../libs/http/route.ts";
import { inspectToken } from "./inspect-token.ts";

export const routes: readonly Route[] = [inspectToken];
