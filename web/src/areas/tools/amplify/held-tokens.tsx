import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { CodeBlock } from "../../../components/code-block.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import type { Tokens } from "./steps.ts";

const asText = (claims: unknown): string => JSON.stringify(claims, null, 2);

/** Amplify's tokens: their user, their expiry, and their claims. */
export function HeldTokens({ tokens: { accessToken, idToken } }: { readonly tokens: Tokens }): ReactNode {
  const { t } = useLingui();
  const { exp } = accessToken.payload;
  return (
    <>
      <KeyValue
        pairs={[
          { name: t`E-mail`, value: String(idToken?.payload.email ?? "–") },
          { name: t`User id`, value: accessToken.payload.sub ?? "–", isMono: true },
          { name: t`Scopes`, value: String(accessToken.payload.scope ?? "–"), isMono: true },
          { name: t`Ends`, value: exp === undefined ? "–" : <Timestamp time={exp * 1000} /> },
          {
            name: t`Access token`,
            value: t`In memory`,
            copy: { text: accessToken.toString(), label: t`Copy access token` },
          },
        ]}
      />
      <CodeBlock
        label={t`Claims of the access token`}
        title={t`Claims of the access token`}
        code={asText(accessToken.payload)}
        wraps
      />
      {idToken !== undefined && (
        <CodeBlock
          label={t`Claims of the ID token`}
          title={t`Claims of the ID token`}
          code={asText(idToken.payload)}
          wraps
        />
      )}
    </>
  );
}
