import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { brandOf, configQuery } from "./api/config.ts";
import { queryClient } from "./api/query-client.ts";
import { loadSettings } from "./api/settings.ts";
import { keepPageOffline, loadAhead } from "./app/load-ahead.ts";
import { router } from "./app/router.tsx";
import { takeLinkTokens } from "./areas/sign-in/link-token.ts";
import { activateLanguage, preferredLanguage } from "./i18n/languages.ts";
import { MissingScope } from "./session/guards.ts";
import "./theme/base.css";
import { applyBrand, applyScheme } from "./theme/apply-theme.ts";

takeLinkTokens();
applyScheme();
keepPageOffline();
const area = loadAhead(window.location.pathname);
const settings = loadSettings();
// Not awaited: pages show what they can without it.
settings
  .then(() => queryClient.fetchQuery(configQuery))
  .then(
    (config) => applyBrand(brandOf(config).color),
    () => undefined,
  );
await Promise.all([settings, activateLanguage(preferredLanguage(), area)]);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root, {
  // A missing scope has its own page; it is not an error.
  onCaughtError: (error) => {
    if (!(error instanceof MissingScope)) reportError(error);
  },
}).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
