/**
 * Draws the dashboard of the packaged template of `prod` into docs/dashboard.svg.
 *
 *   npm run docs:dashboard
 */
import "../local/answer-help.ts";
import { writeFileSync } from "node:fs";
import { renderDashboard } from "./monitoring-docs/render-dashboard.ts";
import { packageStages } from "./packaging/package-stages.ts";
import { dashboardBody } from "./template/monitoring-findings.ts";

const { prod } = await packageStages(["prod"]);
writeFileSync(new URL("../docs/dashboard.svg", import.meta.url), renderDashboard(dashboardBody(prod)));
