import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Badge } from "../../../components/banner.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { formatNumber } from "../../../i18n/format.ts";
import local from "../laptop/local.module.css";
import split from "../laptop/split.module.css";
import { type BusEvent, type Delivery, withoutDeliveries } from "./event.ts";
import styles from "./events.module.css";

/** Whether the webhook took the event. */
function DeliveryState({ state, attempts, outcome }: Delivery): ReactNode {
  const { t } = useLingui();
  const words = {
    pending: attempts === 0 ? t`Not sent yet` : t`Will be tried again`,
    delivered: t`Delivered`,
    failed: t`Not delivered`,
  };
  const tones = { pending: "warning", delivered: "success", failed: "danger" } as const;
  return (
    <span className={local.inline}>
      <Badge tone={tones[state]}>{words[state]}</Badge>
      {outcome !== null && <code>{outcome}</code>}
      {attempts > 1 && <span className={local.note}>{t`${formatNumber(attempts)} attempts`}</span>}
    </span>
  );
}

export function EventDetail({ event }: { readonly event: BusEvent }): ReactNode {
  const { t } = useLingui();
  const { detail, deliveries, source } = event;
  const { sub, actor, clientId, id } = detail;
  const copied = (name: string, value: string | undefined, label: string) =>
    value === undefined ? [] : [{ name, value, isMono: true, copy: { text: value, label } }];
  return (
    <article className={split.detail} aria-labelledby={`event-${event.id}`}>
      <div className={split.detailHead}>
        <h2 id={`event-${event.id}`} className={styles.name}>
          {event["detail-type"]}
        </h2>
        <Badge>{source}</Badge>
      </div>
      <KeyValue
        pairs={[
          { name: t`Time`, value: <Timestamp time={detail.at ?? event.time} isExact /> },
          ...copied(t`User`, sub, t`Copy user`),
          ...copied(t`Administrator`, actor, t`Copy administrator`),
          ...copied(t`Client`, clientId, t`Copy client`),
          ...copied(t`Event id`, id, t`Copy event id`),
          ...deliveries.map((delivery) => ({
            id: delivery.target,
            name: t`Webhook`,
            value: <DeliveryState {...delivery} />,
          })),
        ]}
      />
      <CodeBlock
        label={t`Event as JSON`}
        title="JSON"
        code={JSON.stringify(withoutDeliveries(event), null, 2)}
        wraps
      />
      {sub !== undefined && (
        <Link to="/tools/traces" search={{ user: sub }}>
          {t`Show what this user did`}
        </Link>
      )}
    </article>
  );
}
