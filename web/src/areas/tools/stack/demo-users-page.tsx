import { Trans, useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Card, Page } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { signOut, useSession } from "../../../session/session.ts";
import styles from "../laptop/local.module.css";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";

interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly groups: readonly string[];
}

const stackQuery = queryOptions({
  queryKey: ["local", "stack"],
  queryFn: ({ signal }) => askLocal<{ readonly demoUsers: readonly DemoUser[] }>("stack", { signal }),
});

/** Ends the current session and signs in with the password. The sign-in pages ask what comes next. */
function useSignInAs() {
  const navigate = useNavigate();
  const session = useSession();
  return useAction({
    run: async ({ email, password }: DemoUser) => {
      const { flow } = await import("../../sign-in/current-flow.ts");
      if (session !== undefined) await signOut();
      flow.begin(email);
      await flow.withPassword(password);
      const { question } = flow.state;
      if (question !== undefined) {
        await navigate({ to: "/challenge/$question", params: { question: question.name } });
      }
    },
  });
}

function DemoUserCard({ user }: { readonly user: DemoUser }): ReactNode {
  const { t } = useLingui();
  const { email, name, password, groups } = user;
  const session = useSession();
  const signIn = useSignInAs();
  const isCurrent = session?.email === email;
  return (
    <Card
      title={name}
      action={
        isCurrent ? (
          <Badge tone="success">{t`Signed in`}</Badge>
        ) : (
          <Button isBusy={signIn.isBusy} onPress={() => void signIn.run(user)}>
            {t`Sign in as ${name}`}
          </Button>
        )
      }
    >
      <LocalFailureBanner error={signIn.error} />
      <KeyValue
        pairs={[
          { name: t`E-mail address`, value: email, copy: { text: email, label: t`Copy address of ${name}` } },
          {
            name: t`Password`,
            value: password,
            isMono: true,
            copy: { text: password, label: t`Copy password of ${name}` },
          },
          {
            name: t`Groups`,
            value: (
              <span className={styles.inline}>
                {groups.map((group) => (
                  <Badge key={group}>{group}</Badge>
                ))}
              </span>
            ),
          },
        ]}
      />
      <Link to="/tools/traces" search={{ user: email }}>
        {t`Show what ${name} did`}
      </Link>
    </Card>
  );
}

/** Users that the local stack starts with. */
export function DemoUsersPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(stackQuery);
  return (
    <Page
      title={t`Demo users`}
      lead={t`They are there from the first start. A changed password is not shown here.`}
    >
      <LocalLoaded query={query} skeleton={<Bone height={14} />}>
        {({ demoUsers }) =>
          demoUsers.length === 0 ? (
            <Empty icon="user" title={t`No demo users`}>
              <Trans>This stack was started without them.</Trans>
            </Empty>
          ) : (
            demoUsers.map((user) => <DemoUserCard key={user.email} user={user} />)
          )
        }
      </LocalLoaded>
    </Page>
  );
}
