import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { configQuery } from "../../../api/config.ts";
import { apiBase } from "../../../api/settings.ts";
import { Card, Page } from "../../../app/page.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { Bone, Loaded } from "../../../components/states.tsx";
// The text of the module that the card runs: what is copied is what was tried.
import source from "./sign-in-with-amplify.ts?raw";
import { curlSnippet, moduleSnippet, sdkSnippet } from "./snippets.ts";
import { TryItCard } from "./try-it-card.tsx";

export function AmplifyPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(configQuery);
  return (
    <Page
      title={t`Amplify and SDK`}
      lead={t`A sign-in from your own app, with the values of this stack, ready to copy.`}
    >
      <Loaded query={query} skeleton={<Bone height={24} />}>
        {(config) => (
          <>
            <TryItCard config={config} />
            <Card title="Amplify" lead={t`The module that the form above runs, as it stands.`}>
              <CodeBlock label={t`Amplify module`} title="sign-in-with-amplify.ts" code={source} />
              <CodeBlock label={t`Use of the module`} title="app.ts" code={moduleSnippet(config)} />
            </Card>
            <Card title="AWS SDK" lead={t`For servers and scripts.`}>
              <CodeBlock label={t`SDK example`} title="sign-in.mjs" code={sdkSnippet(config)} />
            </Card>
            <Card
              title="curl"
              lead={t`The API's own sign-in, then a route with the access token it answers.`}
            >
              <CodeBlock label={t`curl example`} title="sign-in.sh" code={curlSnippet(apiBase())} />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}
