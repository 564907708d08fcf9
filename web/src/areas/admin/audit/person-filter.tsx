import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { IconButton } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { isUserId, shortId } from "../shared/ids.ts";
import { nameOf } from "../shared/person.tsx";
import { PersonPicker } from "../shared/person-picker.tsx";
import shared from "../shared/shared.module.css";
import { useHasScope } from "../shared/use-scopes.ts";
import { userQuery } from "../users/user-queries.ts";

interface PersonFilterProps {
  readonly label: string;
  readonly id: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Filters by one user: search by name or address; a chip shows the chosen user. */
export function PersonFilter({ label, id, onChange }: PersonFilterProps): ReactNode {
  const maySearch = useHasScope("api/users.read");
  if (id !== undefined) return <Chosen label={label} id={id} onRemove={() => onChange(undefined)} />;
  return maySearch ? (
    <PersonPicker label={label} isLabelHidden placeholder={label} onChoose={({ sub }) => onChange(sub)} />
  ) : (
    <IdField label={label} onChange={onChange} />
  );
}

function Chosen({
  label,
  id,
  onRemove,
}: {
  readonly label: string;
  readonly id: string;
  readonly onRemove: () => void;
}): ReactNode {
  const { t } = useLingui();
  const maySearch = useHasScope("api/users.read");
  const { data } = useQuery({ ...userQuery(id), enabled: maySearch && isUserId(id), retry: false });
  const name = data === undefined ? shortId(id) : nameOf(data);
  return (
    <div className={shared.chip}>
      <span>
        <small>{label}</small> {name}
      </span>
      <IconButton label={t`Remove filter ${label}`} size="small" onPress={onRemove}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}

/** Without the scope to search users, the filter accepts an id. */
function IdField({ label, onChange }: Pick<PersonFilterProps, "label" | "onChange">): ReactNode {
  const { t } = useLingui();
  const [text, setText] = useState("");
  return (
    <TextField
      label={label}
      isLabelHidden
      placeholder={t`${label}: id`}
      value={text}
      isMono
      onChange={(given) => {
        setText(given);
        if (isUserId(given.trim())) onChange(given.trim());
      }}
    />
  );
}
