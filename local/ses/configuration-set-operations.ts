/** Configuration sets exist only by name, so that a mail with an unknown one is refused; their settings have no effect. */
import type { SesContext, SesInput, SesOutput } from "./operation.ts";
import { configurationSetExists, configurationSetMissing } from "./ses-errors.ts";

export function createConfigurationSet(
  { ConfigurationSetName: name }: SesInput<"CreateConfigurationSet">,
  { state }: SesContext,
): SesOutput<"CreateConfigurationSet"> {
  if (!state.configurationSets.add(name)) throw configurationSetExists(name);
  return {};
}

export function getConfigurationSet(
  { ConfigurationSetName: name }: SesInput<"GetConfigurationSet">,
  { state }: SesContext,
): SesOutput<"GetConfigurationSet"> {
  if (!state.configurationSets.has(name)) throw configurationSetMissing(name);
  return { ConfigurationSetName: name, SendingOptions: { SendingEnabled: true } };
}

export function deleteConfigurationSet(
  { ConfigurationSetName: name }: SesInput<"DeleteConfigurationSet">,
  { state }: SesContext,
): SesOutput<"DeleteConfigurationSet"> {
  if (!state.configurationSets.remove(name)) throw configurationSetMissing(name);
  return {};
}
