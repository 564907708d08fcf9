import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAction } from "../../../api/use-action.ts";
import { Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Confirm } from "../../../components/dialog.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Bone, Empty } from "../../../components/states.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import { askLocal } from "../laptop/local-api.ts";
import { LocalFailureBanner, LocalLoaded } from "../laptop/local-states.tsx";
import { openOnArrow } from "../laptop/open-on-arrow.ts";
import split from "../laptop/split.module.css";
import { useLive } from "../traces/queries.ts";
import styles from "./inbox.module.css";
import { findMessages, inboxQuery, type Message } from "./message.ts";
import { MessageDetail } from "./message-detail.tsx";

/** Messages in the list; older ones are found by searching. */
const MAX_LISTED = 200;

function MessageList({
  messages,
  selected,
}: {
  readonly messages: readonly Message[];
  readonly selected: string | undefined;
}): ReactNode {
  const { t } = useLingui();
  const left = messages.length - MAX_LISTED;
  return (
    <nav className={split.list} aria-label={t`Messages`}>
      <ul onKeyDown={openOnArrow}>
        {messages.slice(0, MAX_LISTED).map(({ id, channel, to, subject, text, sentAt, code }) => (
          <li key={id}>
            <Link
              to="/tools/inbox"
              search={(before: object) => ({ ...before, message: id })}
              replace
              resetScroll={false}
              className={split.item}
              aria-current={id === selected ? "true" : undefined}
            >
              <Icon name={channel === "email" ? "mail" : "message"} />
              <span className={split.title}>{to}</span>
              <Timestamp time={sentAt} isInTable />
              <span className={split.second}>{subject ?? text}</span>
              {code !== null && <code>{code}</code>}
            </Link>
          </li>
        ))}
      </ul>
      {left > 0 && <p className={split.left}>{t`${formatNumber(left)} older messages: search for them.`}</p>}
    </nav>
  );
}

function Messages({ messages }: { readonly messages: readonly Message[] }): ReactNode {
  const { t } = useLingui();
  const { find = "", message: chosen } = useSearch({ from: "/tools/inbox" });
  const found = findMessages(messages, find);
  const isGone = chosen !== undefined && !messages.some(({ id }) => id === chosen);
  const shown = chosen === undefined ? found[0] : messages.find(({ id }) => id === chosen);
  if (messages.length === 0) {
    return (
      <div className={split.empty}>
        <Empty icon="inbox" title={t`No messages yet`}>
          <Trans>Every e-mail and SMS that the local cloud sends appears here at once.</Trans>
        </Empty>
      </div>
    );
  }
  return (
    <div className={split.split}>
      {found.length === 0 ? (
        <div className={split.empty}>
          <Empty icon="search" title={t`No matching messages`} />
        </div>
      ) : (
        <MessageList messages={found} selected={shown?.id} />
      )}
      {shown !== undefined && <MessageDetail key={shown.id} message={shown} />}
      {isGone && (
        <div className={split.empty}>
          <Empty icon="mail" title={t`This message no longer exists`} />
        </div>
      )}
    </div>
  );
}

/** Every e-mail and SMS of the local cloud. */
export function InboxPage(): ReactNode {
  const { t } = useLingui();
  const { find = "" } = useSearch({ from: "/tools/inbox" });
  const navigate = useNavigate({ from: "/tools/inbox" });
  const query = useQuery(inboxQuery);
  useLive(inboxQuery.queryKey);
  const empty = useAction({
    run: () => askLocal("inbox", { method: "DELETE" }),
    done: t`Inbox emptied`,
    changes: [inboxQuery.queryKey],
  });
  return (
    <Page
      title={t`Inbox`}
      lead={t`E-mails and text messages of the local cloud. None of them leaves this machine.`}
      actions={
        <Confirm
          title={t`Empty the inbox?`}
          action={t`Empty inbox`}
          onConfirm={async () => {
            await empty.run();
            await navigate({ search: {}, replace: true });
          }}
          trigger={<Button isDisabled={query.data?.messages.length === 0}>{t`Empty inbox`}</Button>}
        >
          <Trans>All messages are removed, with the codes and links in them.</Trans>
        </Confirm>
      }
    >
      <LocalFailureBanner error={empty.error} />
      <div className={styles.search}>
        <TextField
          label={t`Search`}
          type="search"
          placeholder={t`Address, subject or text`}
          value={find}
          onChange={(text) => void navigate({ search: text === "" ? {} : { find: text }, replace: true })}
        />
      </div>
      <LocalLoaded query={query} skeleton={<Bone height={24} />}>
        {({ messages }) => <Messages messages={messages} />}
      </LocalLoaded>
    </Page>
  );
}
