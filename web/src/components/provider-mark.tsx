import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type AuthConfig, configQuery } from "../api/config.ts";

type Kind = AuthConfig["identityProviders"][number]["kind"];

const GOOGLE = [
  ["#ea4335", "M5.1 8.1a8 8 0 0 1 12.6-2.3"],
  ["#fbbc05", "M5.1 15.9a8 8 0 0 1 0-7.8"],
  ["#34a853", "M17.4 17.9a8 8 0 0 1-12.3-2"],
  ["#4285f4", "M17.4 17.9A8 8 0 0 0 20 12h-8"],
] as const;

const BUILDING =
  "M4 21V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v16M15 9h4a1 1 0 0 1 1 1v11M2.5 21h19M8 8h3M8 12h3M8 16h3";

function parts(kind: Kind): ReactNode {
  switch (kind) {
    case "google":
      return GOOGLE.map(([color, path]) => (
        <path key={color} fill="none" stroke={color} strokeWidth="4" d={path} />
      ));
    case "facebook":
      return (
        <>
          <circle cx="12" cy="12" r="11" fill="#1877f2" />
          <path
            fill="#fff"
            d="M13.4 23v-8.2h2.8l.5-3.3h-3.3V9.6c0-1 .4-1.8 1.9-1.8h1.5V5a17 17 0 0 0-2.6-.2c-2.7 0-4.3 1.6-4.3 4.4v2.3H7v3.3h2.9V23Z"
          />
        </>
      );
    case "apple":
      return (
        <path
          fill="currentColor"
          d="M16 1.5c.1 1.3-.4 2.5-1.2 3.4-.8.9-2 1.6-3.2 1.5-.1-1.2.4-2.5 1.2-3.3.8-.9 2.2-1.6 3.2-1.6ZM12.3 7.6c.9 0 1.9-.9 3.6-.9 1.6 0 3.2.9 4.1 2.3-3.5 2-2.9 7 .7 8.3-.7 1.9-2.4 5.2-4.5 5.2-1.4 0-2-.9-3.7-.9s-2.3.9-3.7.9C6 22.5 3.5 17.4 3.5 13.4c0-4.1 2.5-6.6 5.2-6.6 1.6 0 2.7.8 3.6.8Z"
        />
      );
    default:
      return (
        <path
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
          d={BUILDING}
        />
      );
  }
}

/** A provider's icon; a building for a company's own provider. */
export const ProviderMark = ({ kind }: { readonly kind: Kind }): ReactNode => (
  <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
    {parts(kind)}
  </svg>
);

/** The icon of a provider by its name in the pool; a building if the provider is no longer configured. */
export function NamedProviderMark({ provider }: { readonly provider: string }): ReactNode {
  const { data: config } = useQuery(configQuery);
  return (
    <ProviderMark kind={config?.identityProviders.find(({ name }) => name === provider)?.kind ?? "oidc"} />
  );
}
