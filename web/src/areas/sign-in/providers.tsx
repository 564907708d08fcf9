import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { AuthConfig } from "../../api/config.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../components/button.tsx";
import { leaveForProvider, redirectUriOf } from "./hosted.ts";
import { Divider, Stack } from "./parts.tsx";
import { ProviderMark } from "./provider-mark.tsx";

type Provider = AuthConfig["identityProviders"][number];

/** A provider's name on its button. */
const NAMES: Readonly<Record<Provider["kind"], string | undefined>> = {
  google: "Google",
  facebook: "Facebook",
  apple: "Apple",
  oidc: undefined,
  saml: undefined,
};

/** A button for each configured identity provider; nothing if this page's callback URL is not registered. */
export function Providers({ config }: { readonly config: AuthConfig | undefined }): ReactNode {
  const { t } = useLingui();
  const leave = useAction({
    run: async (provider: string) => {
      if (config !== undefined) await leaveForProvider(config, provider);
    },
  });
  if (config === undefined || config.identityProviders.length === 0 || redirectUriOf(config) === undefined)
    return null;
  return (
    <>
      <Divider />
      <Stack>
        {config.identityProviders.map(({ name, kind }) => {
          const shown = NAMES[kind] ?? name;
          return (
            <Button
              key={name}
              size="large"
              isWide
              isDisabled={leave.isBusy}
              onPress={() => void leave.run(name)}
            >
              <ProviderMark kind={kind} />
              {t`Continue with ${shown}`}
            </Button>
          );
        })}
      </Stack>
    </>
  );
}
