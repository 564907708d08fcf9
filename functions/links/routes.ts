import type { Route } from "../../libs/http/route.ts";
import { confirmPage } from "./confirm-page.ts";
import { resetPage } from "./reset-page.ts";

export const routes: readonly Route[] = [confirmPage, resetPage];
