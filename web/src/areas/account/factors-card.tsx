import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { answer, api } from "../../api/api.ts";
import type { Profile } from "../../api/profile.ts";
import { useAction } from "../../api/use-action.ts";
import { Card } from "../../app/page.tsx";
import { Badge } from "../../components/banner.tsx";
import { Button, buttonClass } from "../../components/button.tsx";
import { MoreMenu } from "../../components/menu.tsx";
import { Facts, Row, Rows } from "../../components/rows.tsx";
import { Empty, FailureBanner } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { ConfirmAction } from "./confirm-action.tsx";
import type { Factor, SecondFactors } from "./queries.ts";

const AuthenticatorDialog = lazy(async () => ({
  default: (await import("./authenticator-dialog.tsx")).AuthenticatorDialog,
}));

const ICONS = { totp: "device", sms: "message", email: "mail" } as const;

function useFactorNames(): Readonly<Record<Factor, string>> {
  const { t } = useLingui();
  return { totp: t`Authenticator app`, sms: t`Text message`, email: t`E-mail` };
}

const setFactors = (enabled: readonly Factor[], preferred: Factor | null) =>
  answer(api().PUT("/v1/me/mfa", { body: { enabled: [...enabled], preferred } }));

interface FactorProps {
  readonly factor: Factor;
  readonly factors: SecondFactors;
  readonly me: Profile | undefined;
}

/** The second factors. */
export function FactorsCard({
  factors,
  me,
}: {
  readonly factors: SecondFactors;
  readonly me: Profile | undefined;
}): ReactNode {
  const { t } = useLingui();
  const shown = [...new Set([...factors.available, ...factors.enabled])];
  return (
    <Card
      title={t`Second step`}
      lead={t`Asked after the password, so that a stolen password is not enough to sign in.`}
    >
      {shown.length === 0 ? (
        <Empty icon="shield" title={t`Not available`}>
          {t`The provider that you sign in with asks for second steps itself.`}
        </Empty>
      ) : (
        <Rows label={t`Second steps`}>
          {shown.map((factor) => (
            <FactorRow key={factor} factor={factor} factors={factors} me={me} />
          ))}
        </Rows>
      )}
    </Card>
  );
}

function FactorRow({ factor, factors, me }: FactorProps): ReactNode {
  const isOn = factors.enabled.includes(factor);
  const names = useFactorNames();
  return (
    <Row
      icon={ICONS[factor]}
      title={names[factor]}
      badges={
        <>
          {isOn && (
            <Badge tone="success">
              <Trans>On</Trans>
            </Badge>
          )}
          {isOn && factors.preferred === factor && factors.enabled.length > 1 && (
            <Badge>
              <Trans>Asked first</Trans>
            </Badge>
          )}
        </>
      }
      actions={
        isOn ? (
          <OnActions factor={factor} factors={factors} me={me} />
        ) : (
          <OffActions factor={factor} factors={factors} me={me} />
        )
      }
    >
      <FactorMeta factor={factor} factors={factors} me={me} />
    </Row>
  );
}

function FactorMeta({ factor, factors, me }: FactorProps): ReactNode {
  const { t } = useLingui();
  if (factor === "totp") {
    const { authenticator } = factors;
    if (authenticator === null) return t`Six digits from an app on your phone; works without a network.`;
    return (
      <Facts>
        {authenticator.name}
        <Trans>
          Set up <Timestamp time={authenticator.addedAt} />
        </Trans>
      </Facts>
    );
  }
  if (factor === "sms") {
    return me?.phoneNumberVerified ? (me.phoneNumber ?? "") : t`Needs a verified phone number.`;
  }
  return me?.emailVerified ? (me.email ?? "") : t`Needs a verified e-mail address.`;
}

/** A factor that is on: make it the preferred one, or turn it off. */
function OnActions({ factor, factors }: FactorProps): ReactNode {
  const { t } = useLingui();
  const name = useFactorNames()[factor];
  const [isAsked, setAsked] = useState(false);
  const prefer = useAction({
    run: () => setFactors(factors.enabled, factor),
    done: t`${name} is asked first`,
    changes: [["me", "mfa"]],
  });
  const rest = factors.enabled.filter((one) => one !== factor);
  const preferred = factors.preferred === factor ? (rest[0] ?? null) : factors.preferred;
  return (
    <>
      <FailureBanner error={prefer.error} />
      <MoreMenu
        name={name}
        actions={[
          ...(factors.enabled.length > 1 && factors.preferred !== factor
            ? [{ id: "prefer", label: t`Ask for it first`, onAction: () => void prefer.run() }]
            : []),
          { id: "off", label: t`Turn off`, isDangerous: true, onAction: () => setAsked(true) },
        ]}
      />
      <ConfirmAction
        isOpen={isAsked}
        onOpenChange={setAsked}
        title={t`Turn off: ${name}?`}
        action={t`Turn off`}
        run={() => setFactors(rest, preferred)}
        done={t`${name} turned off`}
        changes={[["me", "mfa"]]}
      >
        {rest.length === 0 ? (
          <Trans>
            Your password is then enough to sign in, and your recovery codes are deleted. You can set it up
            again at any time.
          </Trans>
        ) : (
          <Trans>Your other second steps stay on.</Trans>
        )}
      </ConfirmAction>
    </>
  );
}

/** A factor that is off: how to turn it on, or what it requires first. */
function OffActions({ factor, factors, me }: FactorProps): ReactNode {
  const { t } = useLingui();
  const name = useFactorNames()[factor];
  const [isSettingUp, setSettingUp] = useState(false);
  const turnOn = useAction({
    run: () => setFactors([...factors.enabled, factor], factors.preferred ?? factor),
    done: t`${name} turned on`,
    changes: [["me", "mfa"]],
  });
  if (factor === "totp") {
    return (
      <>
        <Button size="small" onPress={() => setSettingUp(true)}>
          {t`Set up`}
          <span className="visually-hidden"> {name}</span>
        </Button>
        {isSettingUp && (
          <Suspense>
            <AuthenticatorDialog onClose={() => setSettingUp(false)} />
          </Suspense>
        )}
      </>
    );
  }
  const isReady = factor === "sms" ? me?.phoneNumberVerified : me?.emailVerified;
  if (isReady !== true) {
    return (
      <Link to="/account" className={buttonClass({ size: "small" })}>
        {factor === "sms" ? t`Add a number` : t`Verify the address`}
      </Link>
    );
  }
  return (
    <>
      <FailureBanner error={turnOn.error} />
      <Button size="small" isBusy={turnOn.isBusy} onPress={() => void turnOn.run()}>
        {t`Turn on`}
        <span className="visually-hidden"> {name}</span>
      </Button>
    </>
  );
}
