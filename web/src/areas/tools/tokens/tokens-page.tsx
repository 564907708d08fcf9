import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Card, Page } from "../../../app/page.tsx";
import { Banner } from "../../../components/banner.tsx";
import { buttonClass } from "../../../components/button.tsx";
import { Empty } from "../../../components/states.tsx";
import { useSession } from "../../../session/session.ts";
import { Choice } from "./choice.tsx";
import { type OwnTokens, useOwnTokens } from "./own-tokens.ts";
import { PasteField } from "./paste-field.tsx";
import { ProblemsList } from "./problems-list.tsx";
import { readToken } from "./read-token.ts";
import type { Source, TokensSearch } from "./search.ts";
import { TokenDetails } from "./token-details.tsx";
import { TokenText } from "./token-text.tsx";
import styles from "./tokens.module.css";

/** Why there is no token of this kind, and where it is. */
function RefreshToken({ sessionId }: { readonly sessionId: string }): ReactNode {
  const { t } = useLingui();
  return (
    <Card title={t`Refresh token`}>
      <Banner>
        <Trans>
          It is in the cookie <code>__Secure-refresh-token</code>, which is <code>HttpOnly</code>: no script
          of any page can read it, this one included. A script that was injected can't steal it either.
        </Trans>
      </Banner>
      <p>
        <Trans>
          The browser sends it to <code>/v1/auth</code> alone, where it brings new access and ID tokens. It is
          encrypted: even where an app holds it, what is in it Cognito alone can read.
        </Trans>
      </p>
      <p>
        <Trans>
          Its sign-in is <code>{sessionId}</code>, the <code>origin_jti</code> of the other two. To look at a
          refresh token of another app, paste it.
        </Trans>
      </p>
    </Card>
  );
}

function Nothing({
  source,
  isSignedIn,
  isRead,
}: {
  readonly source: Source;
  readonly isSignedIn: boolean;
  /** Whether the session's tokens have been read. */
  readonly isRead: boolean;
}): ReactNode {
  const { t } = useLingui();
  if (source === "pasted") {
    return (
      <Empty icon="token" title={t`No token yet`}>
        {t`Paste a token to see what is in it, whether it is valid, and which routes it opens.`}
      </Empty>
    );
  }
  if (!isRead) return null;
  if (isSignedIn) return <Empty icon="token" title={t`The token is not available right now`} />;
  return (
    <Empty
      icon="user"
      title={t`You are not signed in`}
      action={
        <Link
          to="/sign-in"
          search={{ return: `/tools/tokens?token=${source}` }}
          className={buttonClass({ kind: "primary" })}
        >
          {t`Sign in`}
        </Link>
      }
    >
      {t`Sign in to see your own tokens, or paste one.`}
    </Empty>
  );
}

const NONE: OwnTokens = { access: undefined, id: undefined };

export function TokensPage(): ReactNode {
  const { t } = useLingui();
  const search = useSearch({ from: "/tools/tokens" });
  const navigate = useNavigate({ from: "/tools/tokens" });
  const session = useSession();
  const read = useOwnTokens();
  const own = read ?? NONE;
  const [pasted, setPasted] = useState("");
  const source = search.token ?? (session === undefined ? "pasted" : "access");
  const change = (next: TokensSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  const isOwn = source === "access" || source === "id";
  const token = readToken(isOwn ? (own[source] ?? "") : source === "pasted" ? pasted : "");
  const options: { id: Source; label: string }[] = [
    { id: "access", label: t`Access token` },
    { id: "id", label: t`ID token` },
    { id: "refresh", label: t`Refresh token` },
    { id: "pasted", label: t`Pasted` },
  ];
  return (
    <Page title={t`Tokens`} lead={t`What is in a token, whether it is valid, and what it opens.`}>
      <div className={styles.page}>
        <div className={styles.aside}>
          <Choice
            label={t`Token`}
            options={options}
            value={source}
            onChange={(id) => change({ token: id })}
          />
          {source === "pasted" && <PasteField label={t`Pasted token`} value={pasted} onChange={setPasted} />}
          {token !== undefined && token.text !== "" && <TokenText token={token} />}
        </div>
        <div className={styles.details}>
          {source === "refresh" && session !== undefined ? (
            <RefreshToken sessionId={session.sessionId} />
          ) : token === undefined ? (
            <Nothing source={source} isSignedIn={session !== undefined} isRead={read !== undefined} />
          ) : (
            <>
              <ProblemsList token={token} />
              <TokenDetails token={token} isOwn={isOwn} own={own} search={search} onSearch={change} />
            </>
          )}
        </div>
      </div>
    </Page>
  );
}
