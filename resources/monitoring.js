import { monitoringResources } from "./monitoring/monitoring-resources.ts";
import { describeFunctions } from "./monitoring/service-functions.ts";

/** The framework calls this for `${file(resources/monitoring.js)}`: what is watched follows from the functions there are. */
const monitoring = async ({ resolveConfigurationProperty, resolveVariable }) => ({
  Resources: monitoringResources({
    functions: describeFunctions(await resolveConfigurationProperty(["functions"])),
    stage: await resolveVariable("sls:stage"),
  }),
});

// The framework loads it with `require` and takes what that gives for the function itself.
export { monitoring as "module.exports" };
