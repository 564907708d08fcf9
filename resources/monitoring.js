import { functionsOfService } from "./functions-of-service.js";
import { monitoringResources } from "./monitoring/monitoring-resources.ts";
import { describeFunctions } from "./monitoring/service-functions.ts";

/** The framework calls this for `${file(resources/monitoring.js)}`: what is watched follows from the functions there are. */
const monitoring = async (context) => ({
  Resources: monitoringResources({
    functions: describeFunctions(await functionsOfService(context)),
    stage: await context.resolveVariable("sls:stage"),
  }),
});

// The framework loads it with `require` and takes what that gives for the function itself.
export { monitoring as "module.exports" };
