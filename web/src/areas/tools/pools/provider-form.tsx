import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAction } from "../../../api/use-action.ts";
import { TextField } from "../../../components/text-field.tsx";
import { LocalFailureBanner } from "../laptop/local-states.tsx";
import { changedMembers } from "./changes.ts";
import { askCognito, POOLS_KEY } from "./cognito.ts";
import { type DescribedForm, FormFoot } from "./item.tsx";
import { fromLines, fromPairs, toLines, toPairs } from "./lines.ts";
import type { Members } from "./members.ts";
import styles from "./pools.module.css";

type Details = Readonly<Record<string, string>>;

const OF_OAUTH = ["client_id", "client_secret", "authorize_scopes"];

/**
 * The details to enter for a provider, by its type; Cognito adds the others itself.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html
 */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  Google: OF_OAUTH,
  LoginWithAmazon: OF_OAUTH,
  Facebook: [...OF_OAUTH, "api_version"],
  SignInWithApple: ["client_id", "team_id", "key_id", "private_key", "authorize_scopes"],
  OIDC: [
    ...OF_OAUTH,
    "oidc_issuer",
    "attributes_request_method",
    "authorize_url",
    "token_url",
    "attributes_url",
    "jwks_uri",
  ],
  SAML: [
    "MetadataURL",
    "MetadataFile",
    "IDPSignout",
    "IDPInit",
    "EncryptedResponses",
    "RequestSigningAlgorithm",
  ],
};

/** Write-only: Cognito never returns it. */
const WRITE_ONLY = "private_key";

function detailsOf({ ProviderType, ProviderDetails }: Members): Details {
  const told = (ProviderDetails ?? {}) as Details;
  const names = DETAILS[String(ProviderType)] ?? Object.keys(told);
  return Object.fromEntries(names.map((name) => [name, told[name] ?? ""]));
}

const withoutEmpty = (details: Details): Details =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value.trim() !== ""));

/** Changes a provider. Unchanged members are not sent, and stay. */
export function ProviderForm({ pool, described, onDone }: DescribedForm): ReactNode {
  const { t } = useLingui();
  const [before] = useState(() => ({
    details: detailsOf(described),
    mapping: toPairs(described.AttributeMapping),
    identifiers: toLines(described.IdpIdentifiers),
  }));
  const [details, setDetails] = useState(before.details);
  const [mapping, setMapping] = useState(before.mapping);
  const [identifiers, setIdentifiers] = useState(before.identifiers);
  const pairs = fromPairs(mapping);
  const changed = changedMembers(
    {
      ProviderDetails: withoutEmpty(before.details),
      AttributeMapping: fromPairs(before.mapping),
      IdpIdentifiers: fromLines(before.identifiers),
    },
    {
      ProviderDetails: withoutEmpty(details),
      AttributeMapping: pairs,
      IdpIdentifiers: fromLines(identifiers),
    },
  );
  const canSave = pairs !== undefined && Object.keys(changed).length > 0;
  const save = useAction({
    run: async () => {
      const key = { UserPoolId: pool, ProviderName: described.ProviderName };
      await askCognito("UpdateIdentityProvider", { ...key, ...changed });
      onDone();
    },
    done: t`Provider saved`,
    changes: [[...POOLS_KEY, pool]],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave && !save.isBusy) void save.run();
  };
  return (
    <form className={styles.drawer} onSubmit={submit}>
      {Object.entries(details).map(([name, value]) => (
        <TextField
          key={name}
          label={name}
          isMono
          autoComplete="off"
          {...((name === WRITE_ONLY || name === "MetadataFile") && { rows: 3 })}
          {...(name === WRITE_ONLY && {
            hint: t`Cognito does not show it. Enter it again if you change another of these.`,
          })}
          value={value}
          onChange={(text) => setDetails((now) => ({ ...now, [name]: text }))}
        />
      ))}
      <TextField
        label={t`Attribute mapping`}
        hint={t`One per line: attribute of the pool = claim of the provider.`}
        rows={6}
        isMono
        value={mapping}
        onChange={setMapping}
        problem={pairs === undefined ? t`Write each line as attribute = claim.` : undefined}
      />
      <TextField
        label={t`Identifiers`}
        isOptional
        hint={t`One per line, such as the domain of its users' addresses.`}
        rows={2}
        isMono
        value={identifiers}
        onChange={setIdentifiers}
      />
      <LocalFailureBanner error={save.error} />
      <FormFoot action={t`Save provider`} isBusy={save.isBusy} isDisabled={!canSave} onCancel={onDone} />
    </form>
  );
}
