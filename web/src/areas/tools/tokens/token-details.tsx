import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { configQuery } from "../../../api/config.ts";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { useNow } from "../../../i18n/languages.ts";
import { type Check, checksOf, isOwnIssuer } from "./checks.ts";
import { ChecksList } from "./checks-list.tsx";
import { CompareCard } from "./compare-card.tsx";
import { Countdown } from "./countdown.tsx";
import { LevelCard } from "./level-card.tsx";
import { MembersTable } from "./members-table.tsx";
import type { OwnTokens } from "./own-tokens.ts";
import type { ReadToken } from "./read-token.ts";
import { ScopesCard } from "./scopes-card.tsx";
import type { TokensSearch } from "./search.ts";
import { ServerCard } from "./server-card.tsx";
import { fetchKeys, verifySignature } from "./verify-signature.ts";
import { WhyCard } from "./why-card.tsx";

/** The checks of a token, again every second. */
function useChecks(token: ReadToken): {
  readonly checks: readonly Check[];
  /** Whether this API's pool issued it. */
  readonly isOwn: boolean;
  /** Whether the keys are loaded and the signature is verified. */
  readonly isReady: boolean;
  readonly now: number;
} {
  const now = useNow(1000);
  const { data: config, isPending: hasNoConfig } = useQuery(configQuery);
  const isOwn = token.kind === "signed" && isOwnIssuer(token.claims, config);
  const { data: keys, isPending: hasNoKeys } = useQuery({
    queryKey: ["keys", config?.issuer],
    queryFn: ({ signal }) => fetchKeys(config?.issuer ?? "", signal),
    enabled: isOwn,
    staleTime: 300_000,
  });
  const { data: signature, isPending: isUnverified } = useQuery({
    queryKey: ["signature", token.text, keys],
    queryFn: () => verifySignature(token, keys ?? []),
    enabled: isOwn && keys !== undefined,
    staleTime: 0,
    gcTime: 0,
    placeholderData: () => undefined,
  });
  const checks = token.kind === "signed" ? checksOf(token, { config, signature, now }) : [];
  const isAsked = hasNoConfig || (isOwn && (hasNoKeys || (keys !== undefined && isUnverified)));
  return { checks, isOwn, isReady: !isAsked, now };
}

function Verdict({
  checks,
  isReady,
}: {
  readonly checks: readonly Check[];
  readonly isReady: boolean;
}): ReactNode {
  const { t } = useLingui();
  if (!isReady) return null;
  if (checks.some(({ verdict }) => verdict === "failed")) return <Badge tone="danger">{t`Not valid`}</Badge>;
  if (checks.some(({ verdict }) => verdict === "unknown")) {
    return <Badge>{t`Not everything could be checked`}</Badge>;
  }
  return <Badge tone="success">{t`Valid`}</Badge>;
}

/** Everything known about a token. @param own if it belongs to this page's session */
export function TokenDetails({
  token,
  isOwn,
  own,
  search,
  onSearch,
}: {
  readonly token: ReadToken;
  readonly isOwn: boolean;
  readonly own: OwnTokens;
  readonly search: TokensSearch;
  readonly onSearch: (change: TokensSearch) => void;
}): ReactNode {
  const { t } = useLingui();
  const { checks, isOwn: isOfThisPool, isReady, now } = useChecks(token);
  const { header, claims } = token;
  return (
    <>
      {token.kind === "signed" && claims !== undefined && (
        <Card title={t`Checks`} action={<Verdict checks={checks} isReady={isReady} />}>
          <Countdown claims={claims} />
          <ChecksList checks={checks} />
        </Card>
      )}
      {claims !== undefined && (
        <Card
          title={t`Claims`}
          action={<CopyButton text={JSON.stringify(claims, null, 2)} label={t`Copy claims as JSON`} />}
        >
          <MembersTable members={claims} label={t`Claims`} />
        </Card>
      )}
      {header !== undefined && (
        <Card
          title={t`Header`}
          action={<CopyButton text={JSON.stringify(header, null, 2)} label={t`Copy header as JSON`} />}
        >
          <MembersTable members={header} label={t`Header`} />
        </Card>
      )}
      <WhyCard
        token={token}
        checks={checks}
        now={now}
        route={search.route}
        onRoute={(route) => onSearch({ route })}
      />
      {claims !== undefined && <ScopesCard claims={claims} />}
      {isOfThisPool && claims?.token_use === "access" && claims.username !== undefined && (
        <LevelCard claims={claims} />
      )}
      {isOwn && <ServerCard key={token.text} token={token.text} />}
      <CompareCard
        token={token}
        own={own}
        other={search.with}
        onOther={(other) => onSearch({ with: other })}
      />
    </>
  );
}
