import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { configQuery } from "../../../api/config.ts";
import { apiBase } from "../../../api/settings.ts";
import { Card, Page } from "../../../app/page.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
// The source of the modules that the card runs, so that what is copied is what was tried.
import sessionSource from "./amplify-session.ts?raw";
import { isBack } from "./sign-in-by-redirect.ts";
import redirectSource from "./sign-in-by-redirect.ts?raw";
import stepsSource from "./sign-in-by-steps.ts?raw";
import { appSnippet, curlSnippet, sdkSnippet } from "./snippets.ts";
import { TryItCard } from "./try-it-card.tsx";
import type { Way } from "./ways.ts";

export function AmplifyPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(configQuery);
  const navigate = useNavigate();
  const search = useSearch({ from: "/tools/amplify" });
  // Amplify removes the login page's answer from the URL; `way` must stay.
  const [first] = useState<Way>(() => (isBack() ? "redirect" : "password"));
  const way = search.way ?? first;
  return (
    <Page
      title={t`Amplify and SDK`}
      lead={t`A sign-in from your own app, with the values of this stack, ready to copy.`}
    >
      <Loaded query={query} skeleton={<Bone height={24} />}>
        {(config) => (
          <>
            <TryItCard
              config={config}
              way={way}
              onWay={(chosen) =>
                void navigate({ to: ".", search: { way: chosen }, replace: true, resetScroll: false })
              }
            />
            <Card title="Amplify" lead={t`The modules that the form above runs.`}>
              {way === "redirect" ? (
                <CodeBlock
                  label={t`Sign-in by redirect`}
                  title="sign-in-by-redirect.ts"
                  code={redirectSource}
                />
              ) : (
                <CodeBlock label={t`Sign-in by steps`} title="sign-in-by-steps.ts" code={stepsSource} />
              )}
              <CodeBlock
                label={t`Configuration and tokens`}
                title="amplify-session.ts"
                code={sessionSource}
              />
              <CodeBlock label={t`Use of the modules`} title="app.ts" code={appSnippet(way, config)} />
            </Card>
            <Card title="AWS SDK" lead={t`For servers and scripts.`}>
              <CodeBlock label={t`SDK example`} title="sign-in.mjs" code={sdkSnippet(config)} />
            </Card>
            <Card
              title="curl"
              lead={t`The API's own sign-in, then a route with the access token it returns.`}
            >
              <CodeBlock label={t`curl example`} title="sign-in.sh" code={curlSnippet(apiBase())} />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}
