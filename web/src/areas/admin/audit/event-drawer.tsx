import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { NamedEvent } from "../../../../../clients/typescript/api-types.ts";
import { Drawer } from "../../../components/dialog.tsx";
import { KeyValue, type Pair } from "../../../components/key-value.tsx";
import { formatExact } from "../../../i18n/format.ts";
import { EVENT_TEXTS } from "../shared/event-texts.ts";
import { Actor, Target } from "./event-parts.tsx";

/** Everything the log knows about one event. */
export function EventDrawer({
  event,
  onClose,
}: {
  readonly event: NamedEvent;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const { at, type, sub, reason, ip, userAgent, clientId, detail = {}, id } = event;
  const optional = (name: string, value: string | undefined, isMono = false): Pair[] =>
    value === undefined ? [] : [{ id: name, name, value, isMono }];
  return (
    <Drawer
      title={t(EVENT_TEXTS[type])}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <KeyValue
        pairs={[
          { id: "at", name: t`Time`, value: formatExact(at) },
          { id: "actor", name: t`Who`, value: <Actor event={event} /> },
          { id: "target", name: t`To whom`, value: <Target event={event} /> },
          ...optional(t`Why`, reason),
          ...optional(t`Network address`, ip, true),
          ...optional(t`Device`, userAgent),
          ...optional(t`App`, clientId, true),
          ...Object.entries(detail).map(([name, value]) => ({
            id: `detail-${name}`,
            name: <code>{name}</code>,
            value: String(value),
            isMono: true,
          })),
          { id: "type", name: t`Event`, value: type, isMono: true },
          {
            id: "sub",
            name: t`User id`,
            value: sub,
            isMono: true,
            copy: { text: sub, label: t`Copy user id` },
          },
          {
            id: "id",
            name: t`Event id`,
            value: id,
            isMono: true,
            copy: { text: id, label: t`Copy event id` },
          },
        ]}
      />
    </Drawer>
  );
}
