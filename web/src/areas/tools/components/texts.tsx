import type { ReactNode } from "react";
import { ApiFailure } from "../../../api/problem.ts";
import { Card } from "../../../app/page.tsx";
import { Avatar } from "../../../components/avatar.tsx";
import { Badge, Banner } from "../../../components/banner.tsx";
import { Button, IconButton } from "../../../components/button.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Diff } from "../../../components/diff.tsx";
import { FileRow } from "../../../components/file-row.tsx";
import { Icon } from "../../../components/icons.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Facts, Rows, Row as ThingRow } from "../../../components/rows.tsx";
import { Bone, Empty, Failure, FailureBanner, Skeleton } from "../../../components/states.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { Row } from "./layout.tsx";
import * as samples from "./samples.ts";

const LONG = "maximilian.featherstonehaugh-von-hohenzollern@department.example-university.edu";

export function Words(): ReactNode {
  return (
    <Card title="Banner, Badge, Avatar, Timestamp, CopyButton, KeyValue, CodeBlock, Diff">
      <Banner tone="danger">The address or the password is not right.</Banner>
      <Banner tone="warning" action={<Button size="small">Renew</Button>}>
        Two recovery codes are left.
      </Banner>
      <Banner tone="success">Your password was changed.</Banner>
      <Banner tone="info">You were signed out in another tab.</Banner>
      <Banner tone="neutral">Managed by your identity provider.</Banner>
      <Row>
        <Badge tone="success">Confirmed</Badge>
        <Badge tone="warning">Pending</Badge>
        <Badge tone="danger">Disabled</Badge>
        <Badge tone="info">Invited</Badge>
        <Badge>users</Badge>
        <Avatar name="Ada Lovelace" size="small" />
        <Avatar name="Ada Lovelace" />
        <Avatar name={LONG} size="large" />
        <Timestamp time={samples.EARLIER} />
        <Timestamp time={samples.EARLIER} isExact />
        <CopyButton text="34d8f418" label="Copy user id" />
        <CopyButton text="34d8f418" label="Copy user id" isNamed />
      </Row>
      <KeyValue pairs={samples.PAIRS} />
      <CodeBlock label="Claims" title="Claims" code={samples.JSON_TEXT} />
      <CodeBlock label="Access token" wraps code={samples.TOKEN} />
      <Diff label="Change of the event" before={samples.JSON_TEXT} after={samples.OTHER_JSON_TEXT} />
    </Card>
  );
}

const FILE = { contentType: "image/png", size: 48_211, createdAt: samples.EARLIER };

export function RowsAndFacts(): ReactNode {
  const more = (
    <IconButton size="small" label="Actions">
      <Icon name="more" />
    </IconButton>
  );
  return (
    <Card title="Rows, Facts, FileRow">
      <Rows label="Things">
        <ThingRow icon="laptop" title="Firefox on Windows" badges={<Badge>This one</Badge>} actions={more}>
          <Facts>{["By Google", "203.0.113.7"]}</Facts>
        </ThingRow>
        <FileRow file={{ ...FILE, name: "harbour.png" }} actions={more} />
        <FileRow file={{ ...FILE, name: LONG, contentType: "video/mp4" }} actions={more} />
      </Rows>
    </Card>
  );
}

export function States(): ReactNode {
  return (
    <Card title="Skeleton, Empty, Failure, FailureBanner">
      <Skeleton>
        <Bone width="40%" height={1.5} />
        <Bone width="90%" />
        <Bone width="75%" />
      </Skeleton>
      <Empty icon="passkey" title="No passkeys yet" action={<Button kind="primary">Add passkey</Button>}>
        A passkey signs you in with your fingerprint, face or screen lock.
      </Empty>
      <Failure error={samples.FAILURE} onRetry={() => undefined} />
      <FailureBanner error={samples.FAILURE} />
      <FailureBanner error={samples.FAILURE} onRetry={() => undefined} />
      <Failure error={new ApiFailure("offline")} onRetry={() => undefined} />
    </Card>
  );
}
