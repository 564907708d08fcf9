import type { Route } from "../../libs/http/route.ts";
import { getMe } from "./get-me.ts";
import { updateMe } from "./update-me.ts";

export const routes: readonly Route[] = [getMe, updateMe];
