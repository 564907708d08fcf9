import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { type ApiFailure, toFailure } from "../../../api/problem.ts";
import { useProblemText } from "../../../api/problem-texts.ts";
import { Banner } from "../../../components/banner.tsx";
import { Progress } from "../../../components/figures.tsx";
import { showToast } from "../../../components/show-toast.ts";
import { RequestId } from "../../../components/states.tsx";
import { nameOf } from "../shared/person.tsx";
import { EVENTS, SESSIONS } from "../shared/query-keys.ts";
import { ReasonDialog } from "../shared/reason-dialog.tsx";
import { actOn, USER_ACTIONS, type UserActionName } from "../shared/user-actions.ts";
import styles from "./users.module.css";
import { showChanged } from "./users-changed.ts";

interface Failed {
  readonly user: User;
  readonly failure: ApiFailure;
}

/** Runs one action on many accounts, one after another; shows which ones failed, and retries only these. */
export function BulkDialog({
  name,
  users,
  onClose,
  onDone,
}: {
  readonly name: UserActionName;
  readonly users: readonly User[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useLingui();
  const textOf = useProblemText();
  const queries = useQueryClient();
  const [left, setLeft] = useState(users);
  const [done, setDone] = useState<number>();
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const { verb, effect, kind } = USER_ACTIONS[name];
  const verbText = t(verb);
  const count = left.length;
  const run = async (reason: string | undefined) => {
    const refused: Failed[] = [];
    setFailed([]);
    for (const [index, user] of left.entries()) {
      setDone(index);
      await actOn(name, user.sub, reason).catch((error: unknown) => {
        refused.push({ user, failure: toFailure(error) });
      });
    }
    setDone(undefined);
    setFailed(refused);
    await Promise.all(
      [EVENTS, SESSIONS, ["admin", "user"]].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
    await showChanged(
      queries,
      left.map(({ sub }) => sub),
    );
    if (refused.length > 0) {
      setLeft(refused.map(({ user }) => user));
      return false;
    }
    await showToast({ text: plural(count, { one: "Done for # user", other: "Done for # users" }) });
    onDone();
    return true;
  };
  return (
    <ReasonDialog
      title={plural(count, { one: `${verbText}: # user`, other: `${verbText}: # users` })}
      action={verbText}
      kind={kind}
      onClose={onClose}
      isBusy={done !== undefined}
      error={null}
      run={run}
    >
      {t(effect)}
      {done !== undefined && (
        <Progress label={verbText} value={done} max={count} text={t`${done} of ${count}`} />
      )}
      {failed.length > 0 && (
        <Banner tone="danger">
          <p>
            <Trans>Not done for these; the others are done.</Trans>
          </p>
          <ul className={styles.failed}>
            {failed.map(({ user, failure }) => (
              <li key={user.sub}>
                <b>{nameOf(user)}</b>: {textOf(failure).text}
                <RequestId failure={failure} isInBanner />
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </ReasonDialog>
  );
}
