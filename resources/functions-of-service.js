/**
 * The functions that serverless.yml lists, with their variables resolved: a list of maps, one for each `functions.yml`.
 *
 * Read from the file, not by `resolveConfigurationProperty(["functions"])`: while the framework resolves that property itself, asking for
 * it resolves it a second time, and now and then its entries are left unmerged, which fails the whole configuration.
 */
export const functionsOfService = ({ resolveVariable }) => resolveVariable("file(serverless.yml):functions");
