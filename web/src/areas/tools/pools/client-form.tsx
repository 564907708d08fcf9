import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Checkbox } from "../../../components/choice.tsx";
import { Select } from "../../../components/select.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import { changeClient, changedMembers } from "./changes.ts";
import {
  AUTH_FLOWS,
  type ClientDraft,
  draftOf,
  isAmount,
  isDraftValid,
  membersOf,
  OAUTH_FLOWS,
  TOKENS,
  type TokenName,
  UNITS,
  type Unit,
} from "./client-draft.ts";
import { POOLS_KEY, providersQuery } from "./cognito.ts";
import { type DescribedForm, FormFoot } from "./item.tsx";
import styles from "./pools.module.css";

interface Part {
  readonly draft: ClientDraft;
  readonly change: (change: Partial<ClientDraft>) => void;
}

/** Several of a few options, by Cognito's names. */
function Several({
  title,
  options,
  chosen,
  onChange,
}: {
  readonly title: string;
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  return (
    <fieldset className={styles.several}>
      <legend>{title}</legend>
      {options.map((option) => (
        <Checkbox
          key={option}
          isSelected={chosen.includes(option)}
          onChange={(isOn) =>
            onChange(isOn ? [...chosen, option] : chosen.filter((other) => other !== option))
          }
        >
          <span className={styles.mono}>{option}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}

function Lifetimes({ draft, change }: Part): ReactNode {
  const { t } = useLingui();
  const names: Readonly<Record<TokenName, string>> = {
    Access: t`Access token`,
    Id: t`ID token`,
    Refresh: t`Refresh token`,
  };
  const units: Readonly<Record<Unit, string>> = {
    seconds: t`Seconds`,
    minutes: t`Minutes`,
    hours: t`Hours`,
    days: t`Days`,
  };
  const whole = t`Enter a whole number, at least 1.`;
  return (
    <>
      {TOKENS.map((token) => {
        const { amount, unit } = draft.lifetimes[token];
        const set = (lifetime: { readonly amount: string; readonly unit: Unit }) =>
          change({ lifetimes: { ...draft.lifetimes, [token]: lifetime } });
        return (
          <fieldset key={token} className={styles.lifetime} aria-label={t`Lifetime: ${names[token]}`}>
            <TextField
              label={names[token]}
              inputMode="numeric"
              value={amount}
              onChange={(text) => set({ amount: text, unit })}
              problem={isAmount(amount) ? undefined : whole}
            />
            <Select<Unit>
              label={t`Unit`}
              value={unit}
              onChange={(chosen) => set({ amount, unit: chosen })}
              options={UNITS.map((id) => ({ id, label: units[id] }))}
            />
          </fieldset>
        );
      })}
      <TextField
        label={t`Time for a sign-in, minutes`}
        inputMode="numeric"
        value={draft.sessionMinutes}
        onChange={(sessionMinutes) => change({ sessionMinutes })}
        problem={isAmount(draft.sessionMinutes) ? undefined : whole}
      />
    </>
  );
}

function Oauth({ pool, draft, change }: Part & { readonly pool: string }): ReactNode {
  const { t } = useLingui();
  const providers = useQuery(providersQuery(pool)).data ?? [];
  const names = ["COGNITO", ...providers.map(({ ProviderName }) => ProviderName)];
  return (
    <section className={styles.part}>
      <h3>{t`Hosted pages and OAuth`}</h3>
      <Checkbox isSelected={draft.hasOauth} onChange={(hasOauth) => change({ hasOauth })}>
        {t`May use OAuth and the hosted pages`}
      </Checkbox>
      <TextField
        label={t`Callback URLs`}
        hint={t`One a line.`}
        rows={3}
        isMono
        value={draft.callbackUrls}
        onChange={(callbackUrls) => change({ callbackUrls })}
      />
      <TextField
        label={t`Logout URLs`}
        hint={t`One a line.`}
        rows={3}
        isMono
        value={draft.logoutUrls}
        onChange={(logoutUrls) => change({ logoutUrls })}
      />
      <TextField
        label={t`Default callback URL`}
        isOptional
        isMono
        value={draft.defaultRedirect}
        onChange={(defaultRedirect) => change({ defaultRedirect })}
      />
      <Several
        title={t`OAuth flows`}
        options={OAUTH_FLOWS}
        chosen={draft.oauthFlows}
        onChange={(oauthFlows) => change({ oauthFlows })}
      />
      <TextField
        label={t`Scopes`}
        hint={t`One a line.`}
        rows={4}
        isMono
        value={draft.scopes}
        onChange={(scopes) => change({ scopes })}
      />
      <Several
        title={t`Providers`}
        options={names}
        chosen={draft.providers}
        onChange={(chosen) => change({ providers: chosen })}
      />
    </section>
  );
}

/** Changes an app client; members that the form does not have stay as they are. */
export function ClientForm({ pool, described, onDone }: DescribedForm): ReactNode {
  const { t } = useLingui();
  const [before] = useState(() => draftOf(described));
  const [draft, setDraft] = useState(before);
  const change: Part["change"] = (changed) => setDraft((now) => ({ ...now, ...changed }));
  const save = useAction({
    run: async () => {
      const changed = changedMembers(membersOf(before), membersOf(draft));
      await changeClient(pool, String(described.ClientId), changed);
      onDone();
    },
    done: t`Client saved`,
    changes: [[...POOLS_KEY, pool]],
  });
  const isChanged = JSON.stringify(before) !== JSON.stringify(draft);
  const canSave = isChanged && isDraftValid(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave && !save.isBusy) void save.run();
  };
  return (
    <form className={styles.drawer} onSubmit={submit}>
      <TextField
        label={t`Name`}
        spellCheck="false"
        value={draft.name}
        onChange={(name) => change({ name })}
        problem={draft.name.trim() === "" ? t`Enter a name.` : undefined}
      />
      <Several
        title={t`Ways to sign in`}
        options={AUTH_FLOWS}
        chosen={draft.authFlows}
        onChange={(authFlows) => change({ authFlows })}
      />
      <section className={styles.part}>
        <h3>{t`Lifetimes`}</h3>
        <Lifetimes draft={draft} change={change} />
      </section>
      <Oauth pool={pool} draft={draft} change={change} />
      <section className={styles.part}>
        <h3>{t`Security`}</h3>
        <Checkbox isSelected={draft.hidesUsers} onChange={(hidesUsers) => change({ hidesUsers })}>
          {t`Errors do not tell whether a user exists`}
        </Checkbox>
        <Checkbox isSelected={draft.canRevoke} onChange={(canRevoke) => change({ canRevoke })}>
          {t`Refresh tokens can be revoked`}
        </Checkbox>
      </section>
      <LocalFailureBanner error={save.error} />
      <FormFoot action={t`Save client`} isBusy={save.isBusy} isDisabled={!canSave} onCancel={onDone} />
    </form>
  );
}
