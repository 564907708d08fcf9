import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import type { Profile } from "../../api/profile.ts";
import { Card } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Single } from "../../components/rows.tsx";
import { Timestamp } from "../../components/timestamp.tsx";

const PasswordDialog = lazy(async () => ({
  default: (await import("./password-dialog.tsx")).PasswordDialog,
}));

/** The password's age, and how to change it. */
export function PasswordCard({ me }: { readonly me: Profile }): ReactNode {
  const { t } = useLingui();
  const { open } = useSearch({ from: "/account/security" });
  const navigate = useNavigate();
  const show = (isOpen: boolean) =>
    void navigate({ to: "/account/security", search: isOpen ? { open: "password" } : {}, replace: !isOpen });
  return (
    <Card title={t`Password`}>
      <Single
        icon="key"
        title={
          me.passwordChangedAt === null ? (
            <Trans>The last change is not known</Trans>
          ) : (
            <Trans>
              Last changed <Timestamp time={me.passwordChangedAt} />
            </Trans>
          )
        }
        actions={
          <Button size="small" onPress={() => show(true)}>
            {t`Change password`}
          </Button>
        }
      />
      {open === "password" && (
        <Suspense>
          <PasswordDialog me={me} onClose={() => show(false)} />
        </Suspense>
      )}
    </Card>
  );
}
