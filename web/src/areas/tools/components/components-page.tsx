import { lazy, type ReactNode, Suspense, useState } from "react";
import { ApiFailure } from "../../../api/problem.ts";
import { Card, Page } from "../../../app/page.tsx";
import { Avatar } from "../../../components/avatar.tsx";
import { Badge, Banner } from "../../../components/banner.tsx";
import { Button, IconButton } from "../../../components/button.tsx";
import { Checkbox, Switch } from "../../../components/choice.tsx";
import { CodeBlock } from "../../../components/code-block.tsx";
import { CodeField, Resend } from "../../../components/code-field.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { DateRange, type Days } from "../../../components/date-range.tsx";
import { Confirm, Dialog, DialogFoot, Drawer } from "../../../components/dialog.tsx";
import { Diff } from "../../../components/diff.tsx";
import { Progress, Stat } from "../../../components/figures.tsx";
import { FileRow } from "../../../components/file-row.tsx";
import { Icon } from "../../../components/icons.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Menu } from "../../../components/menu.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import { Facts, Rows, Row as ThingRow } from "../../../components/rows.tsx";
import { Combobox, Select } from "../../../components/select.tsx";
import { Sequence } from "../../../components/sequence.tsx";
import { showToast } from "../../../components/show-toast.ts";
import { Bone, Empty, Failure, FailureBanner, Skeleton } from "../../../components/states.tsx";
import { type Column, Table } from "../../../components/table.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { Timestamp } from "../../../components/timestamp.tsx";
import { Tooltip } from "../../../components/tooltip.tsx";
import styles from "./components.module.css";
import * as samples from "./samples.ts";

const LineChart = lazy(async () => ({ default: (await import("../../../components/chart.tsx")).LineChart }));
const BarChart = lazy(async () => ({ default: (await import("../../../components/chart.tsx")).BarChart }));

const Row = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.row}>{children}</div>
);

const Columns = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.columns}>{children}</div>
);

const LONG = "maximilian.featherstonehaugh-von-hohenzollern@department.example-university.edu";

function Buttons(): ReactNode {
  return (
    <Card title="Button">
      {(["primary", "secondary", "quiet", "danger"] as const).map((kind) => (
        <Row key={kind}>
          <Button kind={kind}>Send code</Button>
          <Button kind={kind} isBusy>
            Send code
          </Button>
          <Button kind={kind} isDisabled>
            Send code
          </Button>
          <Button kind={kind} size="small">
            <Icon name="plus" />
            Small
          </Button>
        </Row>
      ))}
      <Row>
        <IconButton label="More actions">
          <Icon name="more" />
        </IconButton>
        <IconButton label="Search" kind="secondary">
          <Icon name="search" />
        </IconButton>
        <Button kind="link">A link that does something</Button>
      </Row>
      <Button kind="primary" size="large" isWide>
        Continue
      </Button>
    </Card>
  );
}

function Fields(): ReactNode {
  const [name, setName] = useState("Ada Lovelace");
  const [password, setPassword] = useState("correct horse");
  const [code, setCode] = useState("123");
  const rule = [
    { text: "At least 15 characters", isMet: password.length >= 15 },
    { text: "Not a common password", isMet: true },
    { text: "Not your name or address", isMet: !password.includes("ada") },
  ];
  return (
    <Card title="TextField, PasswordField, CodeField">
      <Columns>
        <TextField label="Name" value={name} onChange={setName} hint="As others see it." />
        <TextField label="E-mail address" placeholder="name@example.com" isOptional />
        <TextField
          label="E-mail address"
          defaultValue="ada@"
          problem="Enter a whole address, such as name@example.com."
        />
        <TextField label="User id" defaultValue="34d8f418-2051-70cb-1a6d" isDisabled isMono />
        <TextField label="Search" before={<Icon name="search" />} placeholder="Name or address" />
        <TextField label="Reason" rows={3} placeholder="Why is this done?" />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          aside={<a href="#forgot">Forgot password?</a>}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          rule={rule}
        />
        <div>
          <CodeField
            label="Code"
            value={code}
            onChange={setCode}
            hint="Six digits, sent to a***@example.com."
          />
          <Row>
            <Resend waitUntil={samples.LATER} onResend={() => undefined} />
            <Resend onResend={() => undefined} />
          </Row>
        </div>
        <CodeField
          label="Code"
          value="123456"
          onChange={() => undefined}
          problem="Wrong code. Check it, or ask for a new one."
        />
      </Columns>
    </Card>
  );
}

function Choices(): ReactNode {
  const [group, setGroup] = useState<string>("users");
  const [country, setCountry] = useState<string | null>(null);
  const [days, setDays] = useState<Days | null>({ from: "2026-03-02", to: "2026-03-15" });
  return (
    <Card title="Select, Combobox, DateRange, Checkbox, Switch">
      <Columns>
        <Select label="Group" options={samples.GROUPS} value={group} onChange={setGroup} />
        <Select
          label="Group"
          options={samples.GROUPS}
          value={null}
          onChange={() => undefined}
          problem="Choose a group."
        />
        <Combobox
          label="Country"
          options={samples.COUNTRIES}
          value={country}
          onChange={setCountry}
          placeholder="Type to search"
        />
        <Select label="Group" options={samples.GROUPS} value="admins" onChange={() => undefined} isDisabled />
        <DateRange label="Days" value={days} onChange={setDays} />
      </Columns>
      <Columns>
        <Checkbox defaultSelected hint="Codes are not asked for on this device for 30 days.">
          Remember this device
        </Checkbox>
        <Checkbox>Off</Checkbox>
        <Checkbox isIndeterminate>Some</Checkbox>
        <Checkbox isDisabled isSelected>
          Not changeable
        </Checkbox>
        <Switch defaultSelected hint="A mail for each sign-in from a new device.">
          Tell me of new devices
        </Switch>
        <Switch>Off</Switch>
        <Switch isDisabled>Not changeable</Switch>
      </Columns>
    </Card>
  );
}

function Overlays(): ReactNode {
  return (
    <Card title="Dialog, Drawer, Menu, Tooltip, Toast">
      <Row>
        <Dialog title="Rename passkey" trigger={<Button>Dialog</Button>}>
          {(close) => (
            <>
              <TextField label="Name" defaultValue="MacBook Pro" autoFocus />
              <DialogFoot>
                <Button onPress={close}>Cancel</Button>
                <Button kind="primary" onPress={close}>
                  Rename
                </Button>
              </DialogFoot>
            </>
          )}
        </Dialog>
        <Confirm
          title="Delete account"
          action="Delete account"
          typed="ada@example.com"
          trigger={<Button kind="danger">Confirm</Button>}
          onConfirm={() => undefined}
        >
          Everything of ada@example.com is removed: profile, files, activity. It can't be undone.
        </Confirm>
        <Drawer title="Ada Lovelace" trigger={<Button>Drawer</Button>}>
          <KeyValue pairs={samples.PAIRS} />
        </Drawer>
        <Menu
          label="Actions"
          trigger={<Button>Menu</Button>}
          actions={[
            { id: "edit", label: "Edit", icon: "user", onAction: () => undefined },
            {
              id: "reset",
              label: "Reset password",
              icon: "key",
              hint: "Sends a code",
              onAction: () => undefined,
            },
            {
              id: "delete",
              label: "Delete user",
              icon: "trash",
              isDangerous: true,
              onAction: () => undefined,
            },
          ]}
        />
        <Tooltip text="Ends this session on its device">
          <Button>Tooltip</Button>
        </Tooltip>
        <Button onPress={() => void showToast({ text: "Session revoked" })}>Toast</Button>
        <Button
          onPress={() =>
            void showToast({
              text: "Could not be saved",
              kind: "danger",
              action: { label: "Try again", onPress: () => undefined },
            })
          }
        >
          Toast of a failure
        </Button>
      </Row>
    </Card>
  );
}

function Words(): ReactNode {
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

function Things(): ReactNode {
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

function States(): ReactNode {
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

type Person = (typeof samples.PEOPLE)[number];

const COLUMNS: readonly Column<Person>[] = [
  {
    id: "name",
    title: "Name",
    canSort: true,
    cell: ({ name, email }) => (
      <span className={styles.person}>
        <Avatar name={name} size="small" />
        <a href={`#${email}`}>{name}</a>
      </span>
    ),
  },
  { id: "email", title: "E-mail address", cell: ({ email }) => email, isSecondary: true },
  {
    id: "status",
    title: "Status",
    width: 8,
    cell: ({ isOn }) => <Badge tone={isOn ? "success" : "danger"}>{isOn ? "Confirmed" : "Disabled"}</Badge>,
  },
  {
    id: "signIns",
    title: "Sign-ins",
    width: 7,
    isNumber: true,
    cell: ({ signIns }) => signIns,
    isSecondary: true,
  },
];

function Tables(): ReactNode {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["2"]));
  const [sorting, setSorting] = useState({ column: "name", isDescending: false });
  return (
    <>
      <Table
        label="People"
        columns={COLUMNS}
        rows={samples.PEOPLE.slice(0, 6)}
        rowKey={({ id }) => id}
        onOpen={() => undefined}
        selection={{ selected, onChange: setSelected, nameOf: ({ name }) => name }}
        sorting={{ ...sorting, onChange: setSorting }}
      />
      <Table
        label="A hundred thousand people"
        columns={COLUMNS}
        rows={samples.PEOPLE}
        rowKey={({ id }) => id}
        onOpen={() => undefined}
      />
      <Table
        label="Nobody"
        columns={COLUMNS}
        rows={[]}
        rowKey={({ id }) => id}
        empty={
          <Empty icon="search" title="Nothing found">
            Try fewer words.
          </Empty>
        }
      />
    </>
  );
}

function Figures(): ReactNode {
  return (
    <>
      <div className={styles.stats}>
        <Stat label="Users" value={12_480} before={11_900} isMoreBetter />
        <Stat label="Active in 30 days" value={3120} before={3350} isMoreBetter />
        <Stat label="Sign-ups in 7 days" value={96} before={0} hint="New" />
        <Stat label="Sign-in success" value={0.962} before={0.947} isShare isMoreBetter />
      </div>
      <Card title="LineChart, BarChart">
        <Suspense fallback={<Bone height={16} />}>
          <LineChart
            label="Sign-ups and failures by day"
            days={samples.DAYS}
            series={samples.SERIES.slice(0, 2)}
          />
          <BarChart label="Sign-ins by method and day" days={samples.DAYS} series={samples.SERIES} />
        </Suspense>
      </Card>
      <Card title="Progress">
        <Progress label="Room used" value={64} text="64 of 100 MB" />
        <Progress label="Uploading portrait.jpg" />
      </Card>
    </>
  );
}

function Traces(): ReactNode {
  const [selected, setSelected] = useState("2");
  return (
    <Sequence
      label="A sign-in by code"
      lanes={samples.LANES}
      spans={samples.SPANS}
      selected={selected}
      onSelect={setSelected}
    />
  );
}

/** Every component in each of its states, for screenshots and axe. */
export function ComponentsPage(): ReactNode {
  return (
    <Page title="Components" lead="Every component in each of its states.">
      <Buttons />
      <Fields />
      <Choices />
      <Overlays />
      <Words />
      <RowsAndFacts />
      <States />
      <Figures />
      <Tables />
      <Traces />
    </Page>
  );
}
