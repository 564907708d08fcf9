import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Profile, profileQuery } from "../../api/profile.ts";
import { Card, Page } from "../../app/page.tsx";
import { KeyValue } from "../../components/key-value.tsx";
import { Bone, Loaded } from "../../components/states.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { AboutCard } from "./about-card.tsx";
import { AttributeCard } from "./attribute-card.tsx";
import { PictureCard } from "./picture-card.tsx";

export function ProfilePage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(profileQuery);
  return (
    <Page title={t`Profile`} lead={t`Your details, and where you can be reached.`}>
      <Loaded
        query={query}
        skeleton={
          <>
            <Bone height={8} />
            <Bone height={13} />
            <Bone height={9} />
            <Bone height={9} />
          </>
        }
      >
        {(me) => (
          <>
            <PictureCard me={me} />
            <AboutCard key={`${me.name} ${me.locale}`} me={me} />
            <AttributeCard me={me} name="email" />
            <AttributeCard me={me} name="phone_number" />
            <ReferenceCard me={me} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** The id, which support asks for. */
function ReferenceCard({ me }: { readonly me: Profile }): ReactNode {
  const { t } = useLingui();
  return (
    <Card title={t`For reference`}>
      <KeyValue
        pairs={[
          { name: t`User id`, value: me.sub, isMono: true, copy: { text: me.sub, label: t`Copy user id` } },
          ...(me.groups.length === 0 ? [] : [{ name: t`Groups`, value: me.groups.join(", ") }]),
          { name: t`Member since`, value: <Timestamp time={me.createdAt} /> },
        ]}
      />
    </Card>
  );
}
