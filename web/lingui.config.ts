import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/**
 * One catalog for the frame and its components, and one for each area, which is loaded with the area. An area's people write in its
 * own file only.
 */
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de", "es", "fr"],
  fallbackLocales: { default: "en" },
  // Without lines, which change with every edit.
  format: formatter({ lineNumbers: false }),
  catalogs: [
    {
      path: "<rootDir>/src/i18n/locales/{locale}",
      include: ["<rootDir>/src"],
      exclude: ["<rootDir>/src/areas/**"],
    },
    {
      path: "<rootDir>/src/areas/{name}/locales/{locale}",
      include: ["<rootDir>/src/areas/{name}/"],
    },
  ],
});
