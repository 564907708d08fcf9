import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { EventType } from "../../../../../clients/typescript/api-types.ts";
import { Select } from "../../../components/select.tsx";
import { useLanguage } from "../../../i18n/languages.ts";
import { EVENT_TEXTS, EVENT_TYPES, isOfAdministrators } from "../shared/event-texts.ts";

const ANY = "any";

/** Filters by type of event. */
export function TypeFilter({
  type,
  onChange,
}: {
  readonly type: EventType | undefined;
  readonly onChange: (type: EventType | undefined) => void;
}): ReactNode {
  const { t } = useLingui();
  const language = useLanguage();
  const options = EVENT_TYPES.map((id) => ({
    id: id as string,
    label: t(EVENT_TEXTS[id]),
    ...(isOfAdministrators(id) && { hint: t`by an administrator` }),
  })).toSorted((one, other) => one.label.localeCompare(other.label, language));
  return (
    <Select
      label={t`Event`}
      isLabelHidden
      options={[{ id: ANY, label: t`Any event` }, ...options]}
      value={type ?? ANY}
      onChange={(id) => onChange(id === ANY ? undefined : (id as EventType))}
    />
  );
}
