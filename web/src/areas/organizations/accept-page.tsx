import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answer, api } from "../../api/api.ts";
import { ApiFailure } from "../../api/problem.ts";
import { useProblemText } from "../../api/problem-texts.ts";
import { useAction } from "../../api/use-action.ts";
import { Card, Page } from "../../app/page.tsx";
import { Avatar } from "../../components/avatar.tsx";
import { Button, buttonClass } from "../../components/button.tsx";
import { Facts, Single } from "../../components/rows.tsx";
import { Bone, Empty, FailureBanner, Loaded } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { signOut, switchOrganization, useSession } from "../../session/session.ts";
import { RoleBadge } from "./role-words.tsx";

/** Reading it changes nothing; it is not kept, since the user may change the account. */
function useInvitation(token: string) {
  return useQuery({
    queryKey: ["organization-invitation", token],
    queryFn: ({ signal }) =>
      answer(api().POST("/v1/organization-invitations/read", { body: { token }, signal })),
    enabled: token !== "",
    retry: false,
    gcTime: 0,
  });
}

/** An invitation's page: who invites, and the choice. Only the button accepts it. */
export function AcceptPage(): ReactNode {
  const { t } = useLingui();
  const { hash } = useLocation();
  const token = new URLSearchParams(hash).get("token") ?? "";
  const query = useInvitation(token);
  const failure = query.error instanceof ApiFailure ? query.error : undefined;
  const isForOther = failure?.code === "invitation_for_other_address";
  const isNotValid = failure?.code === "invitation_not_valid";
  return (
    <Page title={t`Invitation`}>
      {token === "" && (
        <Card>
          <Empty icon="mail" title={t`Part of the link is missing`}>
            <Trans>Open it from the mail once more.</Trans>
          </Empty>
        </Card>
      )}
      {isForOther && <OtherAddress />}
      {isNotValid && <NotValid failure={failure} />}
      {token !== "" && !isForOther && !isNotValid && (
        <Loaded query={query} skeleton={<Bone height={10} />}>
          {(invitation) => <Choice token={token} invitation={invitation} />}
        </Loaded>
      )}
    </Page>
  );
}

/** Trying again does not help: the next step is elsewhere. */
function NotValid({ failure }: { readonly failure: ApiFailure }): ReactNode {
  const { t } = useLingui();
  const { title, text } = useProblemText()(failure);
  return (
    <Card>
      <Empty
        icon="mail"
        title={title}
        action={
          <Link to="/organizations" className={buttonClass({ kind: "secondary" })}>
            {t`Your organizations`}
          </Link>
        }
      >
        {text}
      </Empty>
    </Card>
  );
}

function OtherAddress(): ReactNode {
  const { t } = useLingui();
  const email = useSession()?.email ?? "";
  return (
    <Card>
      <Empty
        icon="mail"
        title={t`This invitation is for another address`}
        action={<Button onPress={() => void signOut()}>{t`Sign out`}</Button>}
      >
        <Trans>
          You are signed in as {email}. Sign out, then open the link again and sign in with the invited
          address.
        </Trans>
      </Empty>
    </Card>
  );
}

type Invitation = NonNullable<ReturnType<typeof useInvitation>["data"]>;

function Choice({
  token,
  invitation: { organization, role, email, expiresAt },
}: {
  readonly token: string;
  readonly invitation: Invitation;
}): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { id, name } = organization;
  const accept = useAction({
    run: async () => {
      await answer(api().POST("/v1/organization-invitations/accept", { body: { token } }));
      await switchOrganization(id);
      await navigate({ to: "/organizations/$organization", params: { organization: id }, replace: true });
    },
    done: t`You are a member now`,
    changes: [["organizations"]],
  });
  const decline = useAction({
    run: async () => {
      await answer(api().POST("/v1/organization-invitations/decline", { body: { token } }));
      await navigate({ to: "/organizations", replace: true });
    },
    done: t`Invitation declined`,
  });
  return (
    <Card
      title={t`Join ${name}?`}
      foot={
        <>
          <Button isBusy={decline.isBusy} isDisabled={accept.isBusy} onPress={() => void decline.run()}>
            {t`Decline`}
          </Button>
          <Button
            kind="primary"
            isBusy={accept.isBusy}
            isDisabled={decline.isBusy}
            onPress={() => void accept.run()}
          >
            {t`Accept invitation`}
          </Button>
        </>
      }
    >
      <FailureBanner error={accept.error ?? decline.error} />
      <Single icon={<Avatar name={name} />} title={name} badges={<RoleBadge role={role} />}>
        <Facts>
          {email}
          <Trans>
            Expires <Timestamp time={expiresAt} />
          </Trans>
        </Facts>
      </Single>
      <p>
        <Trans>Its members will see your name and your e-mail address.</Trans>
      </p>
    </Card>
  );
}
