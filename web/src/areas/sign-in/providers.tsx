import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { AuthConfig } from "../../api/config.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../components/button.tsx";
import { ProviderMark } from "../../components/provider-mark.tsx";
import { leaveForProvider, redirectUriOf } from "./hosted.ts";
import { Divider, Stack } from "./parts.tsx";

type Provider = AuthConfig["identityProviders"][number];

/** What a provider is called on its button. */
const NAMES: Readonly<Record<Provider["kind"], string | undefined>> = {
  google: "Google",
  facebook: "Facebook",
  apple: "Apple",
  oidc: undefined,
  saml: undefined,
};

/** The identity providers that this page can sign in with: none if its callback URL is not registered. */
export function providersOn(config: AuthConfig | undefined): readonly Provider[] {
  return config === undefined || redirectUriOf(config) === undefined ? [] : config.identityProviders;
}

/** A button for each configured identity provider. */
export function Providers({ config }: { readonly config: AuthConfig | undefined }): ReactNode {
  const providers = providersOn(config);
  if (config === undefined || providers.length === 0) return null;
  return (
    <>
      <Divider />
      <ProviderButtons providers={providers} onChoose={(name) => leaveForProvider(config, name)} />
    </>
  );
}

/** @param props.onChoose leaves for the provider of this name */
export function ProviderButtons({
  providers,
  onChoose,
}: {
  readonly providers: readonly Provider[];
  readonly onChoose: (name: string) => Promise<void>;
}): ReactNode {
  const { t } = useLingui();
  const leave = useAction({ run: onChoose });
  return (
    <Stack>
      {providers.map(({ name, kind }) => {
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
  );
}
