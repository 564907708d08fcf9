/**
 * Draws the dashboard of the packaged template of `prod` into docs/dashboard.svg.
 *
 *   npm run docs:dashboard
 */
import "../local/answer-help.ts";
import { writeFileSync } from "node:fs";
import { dashboardBody } from "../tests/support/template/monitoring-findings.ts";
import { packageStages } from "../tests/support/template/package-stages.ts";
import { renderDashboard } from "./monitoring-docs/render-dashboard.ts";

const { prod } = await packageStages(["prod"]);
writeFileSync(new URL("../docs/dashboard.svg", import.meta.url), renderDashboard(dashboardBody(prod)));
