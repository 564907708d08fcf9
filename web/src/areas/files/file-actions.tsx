import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { answer, api } from "../../api/api.ts";
import { useAction } from "../../api/use-action.ts";
import { MoreMenu } from "../../components/menu.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { ConfirmAction } from "../account/confirm-action.tsx";
import { fileQuery, type StoredFile } from "./queries.ts";

/** The bucket sends it as an attachment: the page stays. */
export const download = (url: string): void => window.location.assign(url);

/** A file's actions, in its row. */
export function FileActions({ file: { id, name } }: { readonly file: StoredFile }): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const save = useAction({
    run: async () => download((await queries.fetchQuery(fileQuery(id))).download.url),
  });
  return (
    <>
      <FailureBanner error={save.error} />
      <MoreMenu
        name={name}
        actions={[
          { id: "download", label: t`Download`, icon: "download", onAction: () => void save.run() },
          {
            id: "delete",
            label: t`Delete`,
            icon: "trash",
            isDangerous: true,
            onAction: () => setAsked(true),
          },
        ]}
      />
      <ConfirmAction
        isOpen={isAsked}
        onOpenChange={setAsked}
        title={t`Delete ${name}?`}
        action={t`Delete file`}
        run={() => answer(api().DELETE("/v1/files/{id}", { params: { path: { id } } }))}
        done={t`File deleted`}
        changes={[["files"]]}
      >
        <Trans>It can't be restored.</Trans>
      </ConfirmAction>
    </>
  );
}
